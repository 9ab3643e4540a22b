import type { PolicyRowData } from './policy-row-data';

/** What a list of policies is narrowed by; empty means all. */
export interface PolicyFilters {
  q: string;
  shown: string;
  department: string;
  topic: string;
  channel: string;
  region: string;
}

/** Reads the filters of an address. */
export function readPolicyFilters(search: URLSearchParams): PolicyFilters {
  const text = (name: string) => (search.get(name) ?? '').slice(0, 100).trim();
  return {
    q: text('q'),
    shown: text('shown'),
    department: text('department'),
    topic: text('topic'),
    channel: text('channel'),
    region: text('region'),
  };
}

/** Whether the row passes every filter but the verdict's, whose counts are shown beside each. */
export function passesFilters(row: PolicyRowData, filters: PolicyFilters): boolean {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${row.title} ${row.summary} ${row.documentNumber ?? ''} ${row.benefitLabel}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (filters.department === '' || row.departmentId === filters.department) &&
    (filters.topic === '' || row.topic === filters.topic) &&
    (filters.channel === '' || row.channel === filters.channel) &&
    (filters.region === '' || (filters.region === 'nation') === (row.region === '000000'))
  );
}
