import type { Client } from 'pg';

/** Every row of every table of ours and of the queue, as text, one a line behind the name of its table. */
export async function everyRow(sql: Client): Promise<{ tables: string[]; text: string }> {
  const { rows } = await sql.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('wecom_push', 'wecom_push_queue') and table_type = 'BASE TABLE' order by 1`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const { rows: found } = await sql.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...found.map(({ text }) => `${name} ${text}`));
  }
  return { tables: rows.map(({ name }) => name), text: texts.join('\n') };
}
