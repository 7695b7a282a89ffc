"""A server of before: what its log already says of keys and erasure counts from the first start of this version."""

import sqlalchemy as sa

from tests.server.test_erasing import SECRET, id_of, push, stored
from tests.sync.world import World
from wijkdesk.server import tables as t
from wijkdesk.server.migrations.versions.v0004_replay import replay


def test_what_was_only_stored_is_done_now(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    note = world.org.note(world.boss.who, space, SECRET)
    push(world.boss, [note], [world.org.redact(world.boss.who, space, id_of(note))])
    with world.database.writing() as connection:  # as the version before left it
        connection.execute(t.log.update().where(t.log.c.id == id_of(note)).values(body=SECRET, redacted=None))
        for table in (t.sealed_to, t.erased):
            connection.execute(table.delete())
    assert stored(world, SECRET) == 1
    with world.database.writing() as connection:
        replay(connection)
    assert stored(world, SECRET) == 0
    with world.database.reading() as connection:
        gone = connection.scalar(sa.select(t.log.c.redacted).where(t.log.c.id == id_of(note)))
    assert gone == note.body_hash
    colleague = world.hire()
    assert push(colleague, [world.org.grant(colleague.who, space)]) == []
