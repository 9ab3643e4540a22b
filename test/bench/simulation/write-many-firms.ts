import type { SqlWriter } from '~/prisma/database.server';

/** Twelve facts of a firm: key, period, and its value as JSON text computed from the firm's number `i`. */
const facts: [key: string, period: string, value: string][] = [
  ['staff.count', '2025', `(i * 37) % 900`],
  ['staff.insured', '', `(i * 31) % 900`],
  ['revenue.annual', '2025', `'"' || ((i * 7919) % 90000000) || '"'`],
  ['sales.annual', '2025', `'"' || ((i * 7919) % 80000000) || '"'`],
  ['rd.expense', '2025', `'"' || ((i * 104729) % 4000000) || '"'`],
  ['assets.total', '2025', `'"' || ((i * 1299709) % 90000000) || '"'`],
  ['registration.date', '', `'"20' || printf('%02d', i % 20) || '-0' || (1 + i % 9) || '-15"'`],
  ['region.code', '', `CASE i % 3 WHEN 0 THEN '"359902"' WHEN 1 THEN '"359903"' ELSE '"330100"' END`],
  ['industry.code', '', `CASE i % 4 WHEN 0 THEN '"I6513"' WHEN 1 THEN '"C3562"' ELSE '"F5211"' END`],
  ['tax.credit-grade', '', `CASE i % 3 WHEN 0 THEN '"A"' WHEN 1 THEN '"B"' ELSE '"M"' END`],
  ['credit.dishonest', '', `CASE i % 50 WHEN 0 THEN 'true' ELSE 'false' END`],
  ['qualification.high-tech', '', `CASE i % 8 WHEN 0 THEN 'true' ELSE 'false' END`],
];

/** Writes invented firms with twelve facts each, by statements of the database alone. */
export function writeManyFirms(writer: SqlWriter, firms: number): void {
  writer.run(
    `INSERT INTO Enterprise (id, creditCode, name, isSample, createdAt)
     WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
     SELECT 'firm-' || i, printf('91359900%010d', i), '企业' || i, 0, '2026-01-01' FROM n`,
    [firms],
  );
  const seen = '2026-03-01T01:00:00.000+00:00';
  const chunk = 20_000;
  const values = facts.map(([, , value], index) => `WHEN ${index} THEN ${value}`).join(' ');
  const names = (part: 0 | 1) => facts.map((fact, index) => `WHEN ${index} THEN '${fact[part]}'`).join(' ');
  for (let from = 0; from < firms; from += chunk) {
    writer.run(
      `INSERT INTO Fact (id, enterpriseId, key, period, value, source, sourceKind, observedAt, recordedAt, isSample)
       WITH RECURSIVE n(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?),
                      f(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM f WHERE k + 1 < ${facts.length})
       SELECT i || '-' || k, 'firm-' || i, CASE k ${names(0)} END, CASE k ${names(1)} END, CASE k ${values} END,
              '登记', 'registry', '${seen}', '${seen}', 0
         FROM n CROSS JOIN f`,
      [from, Math.min(from + chunk, firms)],
    );
  }
}
