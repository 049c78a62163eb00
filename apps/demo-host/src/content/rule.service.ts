import { Injectable } from '@nestjs/common';
import type { HostRule } from '../contract/contract.types';
import { RuleNotFoundError } from '../contract/host.errors';
import { Warehouse } from '../data/warehouse';
import type { Tenant } from '../people/tenant';

/** Queries whose results name people. */
@Injectable()
export class RuleService {
  constructor(private readonly warehouse: Warehouse) {}

  rulesOf(tenant: Tenant, projectId: string): HostRule[] {
    const rules = tenant.projects.find(({ id }) => id === projectId)?.rules ?? [];
    return rules.map(({ id, title, columns }) => ({ id, title: title.zh, columns: columns.map((column) => ({ key: column.key, title: column.title.zh })) }));
  }

  /** @returns ids of people, each once, sorted. @param column undefined: the first. @throws RuleNotFoundError also for a column that the rule has not */
  async peopleOf(tenant: Tenant, projectId: string, ruleId: string, column: string | undefined): Promise<string[]> {
    const rule = tenant.projects.find(({ id }) => id === projectId)?.rules.find(({ id }) => id === ruleId);
    const place = column === undefined ? 0 : (rule?.columns.findIndex(({ key }) => key === column) ?? -1);
    if (!rule || place < 0) throw new RuleNotFoundError('没有这条规则，或规则没有这一列', { projectId, ruleId });
    const rows = await this.warehouse.rows(`select ${rule.columns.map(({ key }) => key).join(', ')} from (${rule.sql})`);
    return [...new Set(rows.flatMap((row) => (row[place] === null ? [] : [String(row[place])])))].toSorted();
  }
}
