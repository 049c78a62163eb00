import { Flex, Pagination, Table, type TableProps } from 'antd';
import { useState, type ReactNode } from 'react';

interface PagedTableProps<T> extends Pick<TableProps<T>, 'rowKey' | 'columns' | 'scroll'> {
  rows: readonly T[];
  /** Rows of a page. */
  size?: number;
}

/** A small table that has all its rows already. Longer lists are paged by the API; antd's own paging is not part of its Table here (build/antd-table.ts). */
export function PagedTable<T extends object>({ rows, size = 10, ...table }: PagedTableProps<T>): ReactNode {
  const [page, setPage] = useState(1);
  return (
    <Flex vertical gap={16}>
      <Table<T> size="small" dataSource={rows.slice((page - 1) * size, page * size)} pagination={false} {...table} />
      <Pagination align="end" size="small" hideOnSinglePage showSizeChanger={false} current={page} pageSize={size} total={rows.length} onChange={setPage} />
    </Flex>
  );
}
