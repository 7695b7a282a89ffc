import logging
from pathlib import Path

from wijkdesk.core import log


def test_the_log_has_no_word_of_an_exception(tmp_path: Path) -> None:
    handler = log.start(tmp_path)
    logger = logging.getLogger("wijkdesk.test")
    try:
        raise ValueError("Samira El Amrani")
    except ValueError:
        logger.info("iets ging mis", exc_info=True)
    log.stop(handler)
    text = (tmp_path / log.FILE).read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "iets ging mis" in text
    assert "Samira" not in text
    assert "raise" not in text


def test_after_stop_nothing_is_written(tmp_path: Path) -> None:
    handler = log.start(tmp_path)
    log.stop(handler)
    logging.getLogger("wijkdesk.test").info("later")
    assert not (tmp_path / log.FILE).exists()
