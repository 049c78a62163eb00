import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, schemaOf, type TestDatabase } from '../testing';
import { DatabaseUnavailableError } from './database-unavailable';
import { PUSH_DATA_SOURCE, PushDatabase, pushDataSourceOptions, type Tx } from './push-database';
import { SqlRepository } from './sql-repository';

class CreateNote1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table push_note (id int constraint pk_push_note primary key, text text not null)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table push_note');
  }
}

@Injectable()
class NoteRepository extends SqlRepository {
  insert(id: number, text: string, tx?: Tx): Promise<{ id: number }[]> {
    return this.rows('insert into push_note values ($1, $2) returning id', [id, text], tx);
  }
  find(id: number, tx?: Tx): Promise<{ id: number; text: string } | undefined> {
    return this.row('select id, text from push_note where id = $1', [id], tx);
  }
  rename(from: number, text: string): Promise<{ id: number }[]> {
    return this.rows('with found as (select id from push_note where id >= $1) update push_note set text = $2 from found where found.id = push_note.id returning push_note.id', [from, text]);
  }
  remove(id: number): Promise<{ text: string }[]> {
    return this.rows('delete from push_note where id = $1 returning text', [id]);
  }
  async connection(tx: Tx): Promise<number> {
    return (await this.row<{ pid: number }>('select pg_backend_pid() as pid', [], tx))!.pid;
  }
  end(connection: number): Promise<unknown[]> {
    return this.rows('select pg_terminate_backend($1, 5000)', [connection]);
  }
  touch(): Promise<unknown[]> {
    return this.rows(`update push_note set text = text || '!'`);
  }
}

describe('PushDatabase and SqlRepository', () => {
  let test: TestDatabase;
  let module: TestingModule;
  let database: PushDatabase;
  let notes: NoteRepository;

  beforeEach(async () => {
    test = await createTestDatabase(schemaOf([CreateNote1763800000001]));
    module = await Test.createTestingModule({
      imports: [TypeOrmModule.forRoot({ ...pushDataSourceOptions({ url: test.url, poolSize: 2 }), name: PUSH_DATA_SOURCE, retryAttempts: 0 })],
      providers: [PushDatabase, NoteRepository],
    }).compile();
    database = module.get(PushDatabase);
    notes = module.get(NoteRepository);
  });
  afterEach(async () => {
    await module.close();
    await test.drop();
  });

  it('keeps what a transaction wrote, and gives what it returned', async () => {
    const written = await database.transaction(async (tx) => {
      await notes.insert(1, '销售日报', tx);
      expect(await notes.find(1)).toBeUndefined(); // nobody else sees it yet
      return notes.find(1, tx);
    });
    expect(written).toEqual({ id: 1, text: '销售日报' });
    expect(await notes.find(1)).toEqual(written);
  });

  it('says that the database is not there when it ends the connection of a transaction, and works with the next one', async () => {
    const cut = database.transaction(async (tx) => {
      await notes.insert(1, 'a', tx);
      await notes.end(await notes.connection(tx));
      await notes.insert(2, 'b', tx);
    });
    await expect(cut).rejects.toThrow(DatabaseUnavailableError);
    await database.transaction((tx) => notes.insert(2, 'b', tx));
    expect([await notes.find(1), await notes.find(2)]).toEqual([undefined, { id: 2, text: 'b' }]);
  });

  it('takes all of a transaction back when it throws', async () => {
    const failing = database.transaction(async (tx) => {
      await notes.insert(1, 'a', tx);
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(await notes.find(1)).toBeUndefined();
    expect(await notes.insert(1, 'b')).toEqual([{ id: 1 }]); // and its connection is free again
  });

  it('gives rows whatever the statement is', async () => {
    expect(await notes.insert(1, 'a')).toEqual([{ id: 1 }]);
    await notes.insert(2, 'b');
    expect(await notes.rename(1, 'c')).toEqual(expect.arrayContaining([{ id: 1 }, { id: 2 }]));
    expect(await notes.rename(3, 'd')).toEqual([]);
    expect(await notes.touch()).toEqual([]);
    expect(await notes.remove(2)).toEqual([{ text: 'c!' }]);
    expect(await notes.remove(2)).toEqual([]);
    expect(await notes.find(2)).toBeUndefined();
  });

  it('answers a ping, and fails when the database is gone', async () => {
    await database.ping();
    await test.drop();
    await expect(database.ping()).rejects.toThrow();
  });
});
