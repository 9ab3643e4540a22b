/**
 * An address as a label: ids become `:id` and what was not found is one label, so that nobody can make endless
 * series by asking for endless addresses.
 */
export function routeLabel(address: string, status: number): string {
  if (status === 404 || status === 405) return 'unmatched';
  const path = address.split('?')[0]?.replace(/\.data$/, '') ?? '';
  if (/^\/(assets|@|node_modules|app)/.test(path)) return 'assets';
  const parts = path.split('/').filter(Boolean).slice(0, 5);
  return `/${parts.map((part) => (/^(v\d+|[a-z]+(-[a-z]+)*(\.json)?)$/.test(part) && part.length <= 24 ? part : ':id')).join('/')}`;
}
