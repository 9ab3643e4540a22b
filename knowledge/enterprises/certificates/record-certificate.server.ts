import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import { creditCodeProblem } from '../credit-code';
import type { FactCatalogue } from '../fact-catalogue';
import { loadCatalogue } from '../load-catalogue.server';
import { noteAccess } from '../note-access.server';
import { mayBringIn } from '../owner-department';
import { recordFacts } from '../record-facts.server';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/** A certificate as its department enters it. */
export interface CertificateInput {
  creditCode: string;
  key: string;
  number: string;
  issuedOn: string;
  /** Empty: without an end. */
  validUntil: string;
}

/** The facts that a certificate can prove: whether a firm holds it. */
export async function certificateKinds(db: Db | Tx, departmentId: string): Promise<FactCatalogue> {
  const catalogue = await loadCatalogue(db);
  const departments = await db.department.findMany({ select: { id: true, name: true } });
  const mine = departments.find(({ id }) => id === departmentId);
  return new Map(
    [...catalogue].filter(
      ([, definition]) =>
        definition.group === 'qualification' &&
        definition.type === 'boolean' &&
        mine !== undefined &&
        mayBringIn(definition, mine, departments),
    ),
  );
}

/**
 * Enters a certificate in the register: the firm holds it from then on, until its last day. Entering it twice is once.
 * Throws InvalidInputError by field.
 */
export async function recordCertificate(
  deps: Dependencies,
  reader: Reader,
  input: CertificateInput,
): Promise<string> {
  const { db } = deps;
  const at = deps.now();
  const today = cityDate(at);
  const [departmentId = ''] = departmentsOf(reader, 'designer');
  const definition = (await certificateKinds(db, departmentId)).get(input.key);
  const creditCode = input.creditCode.trim().toUpperCase();
  const number = input.number.trim();
  const codeProblem = creditCodeProblem(creditCode);
  const firm = codeProblem === null ? await db.enterprise.findUnique({ where: { creditCode } }) : null;
  const problems = {
    ...(codeProblem !== null
      ? { creditCode: codeProblem }
      : !firm && { creditCode: '没有这家企业，请核对代码' }),
    ...(!definition && { key: '请选择本部门核发的证照' }),
    ...((number === '' || number.length > 100) && { number: '请填写证书编号，最多 100 字' }),
    ...(!isIsoDate(input.issuedOn)
      ? { issuedOn: '发证日期应为存在的日期，写作 2026-11-22' }
      : input.issuedOn > today && { issuedOn: `发证日期不能晚于今天（${today}）` }),
    ...(input.validUntil !== '' &&
      (!isIsoDate(input.validUntil)
        ? { validUntil: '有效期应为存在的日期，写作 2029-11-21' }
        : input.validUntil < input.issuedOn && { validUntil: '有效期不能早于发证日期' })),
  };
  if (Object.keys(problems).length > 0 || !firm || !definition) throw new InvalidInputError(problems);
  return db.$transaction(async (tx) => {
    const before = await tx.certificate.findUnique({ where: { key_number: { key: input.key, number } } });
    if (before) {
      if (before.enterpriseId === firm.id) return before.id;
      throw new InvalidInputError({ number: '这个编号已登记给另一家企业，请核对' });
    }
    const validUntil = input.validUntil || null;
    const { id } = await tx.certificate.create({
      data: {
        ...{ enterpriseId: firm.id, key: input.key, number, departmentId, validUntil, createdAt: at },
        ...{ issuer: definition.authority.zh, issuedOn: input.issuedOn, recordedById: reader.personId },
      },
      select: { id: true },
    });
    await recordHolding(tx, {
      enterpriseId: firm.id,
      key: input.key,
      holds: true,
      validUntil,
      number,
      at,
      reader,
    });
    await note(tx, reader, 'certificate.recorded', id, firm.id, { key: input.key, number }, at);
    return id;
  });
}

/** Revokes a certificate: the firm holds it no more. Throws NotFoundError, ConflictError, InvalidInputError. */
export async function revokeCertificate(
  { db, now }: Dependencies,
  reader: Reader,
  { id, reason: given }: { id: string; reason: string },
): Promise<void> {
  const reason = given.trim();
  if (reason.length < 4) throw new InvalidInputError({ reason: '请写明撤销依据，至少 4 个字' });
  const at = now();
  await db.$transaction(async (tx) => {
    const row = await tx.certificate.findFirst({
      where: { id, departmentId: { in: departmentsOf(reader, 'designer') } },
    });
    if (!row) throw new NotFoundError('certificate', id);
    if (row.revokedOn !== null) throw new ConflictError('It was revoked already');
    await tx.certificate.update({
      where: { id },
      data: { revokedOn: cityDate(at), revokeReason: reason.slice(0, 500) },
    });
    const { enterpriseId, key, number } = row;
    // Another certificate of the kind may still stand.
    const other = await tx.certificate.findFirst({
      where: {
        ...{ enterpriseId, key, revokedOn: null },
        OR: [{ validUntil: null }, { validUntil: { gte: cityDate(at) } }],
      },
      orderBy: { issuedOn: 'desc' },
    });
    await recordHolding(tx, {
      ...{ enterpriseId, key, at, reader, holds: other !== null },
      ...{ validUntil: other?.validUntil ?? null, number: other?.number ?? number },
    });
    await note(tx, reader, 'certificate.revoked', id, enterpriseId, { key, number, reason }, at);
  });
}

async function recordHolding(
  tx: Tx,
  held: {
    enterpriseId: string;
    key: string;
    holds: boolean;
    validUntil: string | null;
    number: string;
    at: Date;
    reader: Reader;
  },
): Promise<void> {
  const catalogue = await loadCatalogue(tx);
  const source = catalogue.get(held.key)?.authority.zh ?? '';
  await recordFacts(tx, {
    enterpriseId: held.enterpriseId,
    recordedById: held.reader.personId,
    catalogue,
    facts: [
      {
        ...{ key: held.key, value: held.holds, source, sourceKind: 'certificate', observedAt: held.at },
        validUntil: held.holds ? held.validUntil : null,
        reference: held.number,
      },
    ],
  });
}

function note(
  tx: Tx,
  reader: Reader,
  action: string,
  id: string,
  enterpriseId: string,
  detail: object,
  at: Date,
) {
  const event = { action, subjectKind: 'certificate', subjectId: id, enterpriseId, detail: { ...detail } };
  return appendAuditEntry(tx, reader, event, at);
}

/** A certificate as the register's page shows it. */
export interface CertificateRow {
  id: string;
  firm: string;
  creditCode: string;
  key: string;
  number: string;
  issuedOn: string;
  validUntil: string | null;
  state: 'in-force' | 'expired' | 'revoked';
}

/** The register of the reader's departments, newest first; by the firm's name or code, or the number. */
export async function listCertificates(
  { db, now }: Dependencies,
  reader: Reader,
  search: string,
): Promise<CertificateRow[]> {
  const today = cityDate(now());
  const text = search.trim();
  const rows = await db.certificate.findMany({
    where: {
      departmentId: { in: departmentsOf(reader, 'designer', 'reviewer') },
      ...(text !== '' && {
        OR: [
          { number: { contains: text } },
          { enterprise: { OR: [{ name: { contains: text } }, { creditCode: text.toUpperCase() }] } },
        ],
      }),
    },
    include: { enterprise: { select: { name: true, creditCode: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 100,
  });
  for (const { enterpriseId, id, key } of rows)
    await noteAccess(db, reader, {
      enterpriseId,
      purpose: 'certificate',
      subjectId: id,
      keys: [key],
      at: now(),
    });
  return rows.map(({ id, key, number, issuedOn, validUntil, revokedOn, enterprise }) => ({
    ...{ id, key, number, issuedOn, validUntil, firm: enterprise.name, creditCode: enterprise.creditCode },
    state:
      revokedOn !== null ? 'revoked' : validUntil !== null && validUntil < today ? 'expired' : 'in-force',
  }));
}
