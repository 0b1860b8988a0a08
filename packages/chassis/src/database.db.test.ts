import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insideTransaction, openDatabase, type Database } from './database.ts'
import { eventually } from './testing/eventually.ts'
import { startPostgres } from './testing/postgres-server.ts'
import { testDatabase, type TestDatabase } from './testing/test-database.ts'

describe('a database', () => {
  let kit: TestDatabase
  let database: Database
  let owner: postgres.Sql

  beforeAll(async () => {
    kit = await testDatabase({ schema: 'order', directories: [] })
    database = kit.database
    owner = postgres(kit.ownerUrl, { max: 1, onnotice: () => {} })
    await owner`create table "order".note (text text primary key)`
    await owner`grant select, insert, delete on "order".note to nowait_test_order`
  })

  afterAll(async () => {
    await owner.end()
    await kit.drop()
  })

  const notes = async () => (await database.sql`select text from note order by text`).map(({ text }) => text)

  test('gives big integers as numbers and refuses those a number cannot hold', async () => {
    const [row] = await database.sql`select 9007199254740991::bigint as value, array[1, 2]::bigint[] as list`
    expect(row).toEqual({ value: 9007199254740991, list: [1, 2] })
    await expect(database.sql`select 9007199254740993::bigint as value`).rejects.toThrow('safe')
  })

  test.each([
    ['uuid', ['0193e9b4-7b1e-7cc3-8f35-2b1c7a6f0d11']],
    ['text', ['', 'a,b', '"quoted" \\ {braces}', 'NULL', '한글', 'two\nlines', null]],
    ['int', [1, -2, 3]],
    ['text', []],
  ])('takes and gives arrays of %s', async (type, list) => {
    const [row] = await database.sql`select ${list}::${database.sql.unsafe(type)}[] as list`
    expect(row).toEqual({ list })
  })

  test('gives arrays of whatever else a table holds', async () => {
    const [row] = await database.sql`
      select array[true, null] as flags, array['\\x00ff'::bytea] as bytes, array['2026-01-02T03:04:05Z'::timestamptz] as times,
        array[1.5::float8] as doubles, '{}'::int[] as none`
    expect(row).toEqual({
      flags: [true, null],
      bytes: [Buffer.from([0, 255])],
      times: [new Date('2026-01-02T03:04:05Z')],
      doubles: [1.5],
      none: [],
    })
  })

  test('works in its own schema and cuts off what takes too long', async () => {
    const [row] = await database.sql`
      select current_schema() as schema, current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as idle`
    expect(row).toEqual({ schema: 'order', statement: '2s', idle: '2s' })
  })

  test('commits what a transaction wrote, and then says so', async () => {
    const said: string[] = []
    await database.transaction(async (tx) => {
      expect(insideTransaction()).toBe(true)
      tx.afterCommit(() => said.push(insideTransaction() ? 'too early' : 'committed'))
      await tx`insert into note values ('kept')`
      expect(said).toEqual([])
    })
    expect(said).toEqual(['committed'])
    expect(insideTransaction()).toBe(false)
    expect(await notes()).toContain('kept')
  })

  test('undoes a transaction that throws, or that swallowed a failed statement, and tells nobody', async () => {
    const said: string[] = []
    const write = (after: (tx: postgres.ISql) => Promise<unknown>) =>
      database.transaction(async (tx) => {
        tx.afterCommit(() => said.push('committed'))
        await tx`insert into note values ('undone')`
        await after(tx)
      })
    await expect(write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(write((tx) => tx`select 1 / 0`)).rejects.toThrow('division by zero')
    await expect(write((tx) => tx`select 1 / 0`.catch(() => {}))).rejects.toThrow('Rolled back')
    expect(said).toEqual([])
    expect(await notes()).not.toContain('undone')
  })

  test('tells a COMMIT that nobody answered from one that was refused', async () => {
    await owner.unsafe(`
      create table "order".checked (what text);
      grant insert on "order".checked to nowait_test_order;
      create function "order".check_it() returns trigger language plpgsql as $$ begin
        if new.what = 'refuse' then raise 'refused at the end'; end if;
        perform pg_sleep(60);
        return null;
      end $$;
      create constraint trigger late after insert on "order".checked deferrable initially deferred
        for each row execute function "order".check_it()`)
    const said: string[] = []
    const write = (what: string) =>
      database.transaction(async (tx) => {
        tx.afterCommit(() => said.push(`${what} committed`))
        tx.ifUnknown(() => said.push(`${what} unknown`))
        await tx`set local statement_timeout = 0`
        await tx`insert into checked values (${what})`
      })
    await expect(write('refuse')).rejects.toThrow('refused at the end')
    expect(said).toEqual([])
    const hanging = write('hang').catch(() => 'rejected')
    await eventually(async () => {
      const cut = await owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`
      expect(cut).toHaveLength(1)
    })
    expect(await hanging).toBe('rejected')
    expect(said).toEqual(['hang unknown'])
  })

  test('undoes a savepoint alone, with what was to happen after it', async () => {
    const said: string[] = []
    await database.transaction(async (tx) => {
      tx.afterCommit(() => said.push('outer'))
      await tx
        .savepoint(async (part) => {
          part.afterCommit(() => said.push('inner'))
          part.ifUnknown(() => said.push('inner'))
          await part`insert into note values ('part')`
          await part`select 1 / 0`
        })
        .catch(() => {})
      await tx`insert into note values ('whole')`
    })
    expect(said).toEqual(['outer'])
    expect(await notes()).toContain('whole')
    expect(await notes()).not.toContain('part')
  })

  test('refuses a transaction inside a transaction, and statements after its end', async () => {
    let leaked: postgres.ISql | undefined
    await database.transaction(async (tx) => {
      leaked = tx
      await expect(database.transaction(async () => {})).rejects.toThrow('inside another')
    })
    expect(() => leaked!`insert into note values ('late')`).toThrow('over')
  })

  test('rejects a transaction whose connection was cut, and never runs the rest of it elsewhere', async () => {
    const cut = database.transaction(async (tx) => {
      const [{ pid }] = await tx<[{ pid: number }]>`select pg_backend_pid() as pid`
      await owner`select pg_terminate_backend(${pid})`
      await eventually(
        async () => (await owner`select from pg_stat_activity where pid = ${pid}`).length === 0,
      )
      await Promise.allSettled([
        tx`insert into note values (${'orphan 1'})`,
        tx`insert into note values (${'orphan 2'})`,
      ])
      await tx`insert into note values ('orphan 3')`
    })
    await expect(cut).rejects.toThrow('lost')
    expect((await notes()).filter((text) => text.startsWith('orphan'))).toEqual([])
    await database.transaction((tx) => tx`insert into note values ('next one works')`)
  })

  test('queues transactions beyond its connections instead of failing them', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `queued ${i}`)
    await Promise.all(
      texts.map((text) => database.transaction((tx) => tx`insert into note values (${text})`)),
    )
    expect((await notes()).filter((text) => text.startsWith('queued'))).toHaveLength(20)
  })

  test('hears notifications, also after its connection was cut', async () => {
    const heard: string[] = []
    let reopened = 0
    const listening = await database.listen(
      'bell',
      (payload) => heard.push(payload),
      () => reopened++,
    )
    await owner.notify('bell', 'one')
    await eventually(() => heard.includes('one'))
    await owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test standing'`
    await eventually(() => reopened === 1)
    await owner.notify('bell', 'two')
    await eventually(() => heard.includes('two'))
    await listening.stop()
    await owner.notify('bell', 'three')
    await database.ping()
    expect(heard).toEqual(['one', 'two'])
  })
})

test('a database outlives a restart of its server', async () => {
  const server = await startPostgres()
  const database = openDatabase({ url: server.url, name: 'restarted' })
  try {
    await database.sql`create table note (text text)`
    const heard: string[] = []
    await database.listen('bell', (payload) => heard.push(payload))
    const caught = Promise.allSettled([
      database.sql`select pg_sleep(10)`,
      database.transaction((tx) => tx`select pg_sleep(10)`),
    ])
    await server.restart()
    expect((await caught).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await eventually(() => database.ping().then(() => true))
    await database.transaction((tx) => tx`insert into note values ('after')`)
    await eventually(async () => {
      await database.sql.notify('bell', 'rings')
      return heard.length > 0
    })
  } finally {
    await database.close()
    await server.stop()
  }
})
