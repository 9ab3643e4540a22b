import { systemReader, roles } from '~/prisma/access/reader';
import { cityRoles, departmentRoles } from '~/prisma/access/role-rules';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { hashToken, newToken } from './secret-token.server';

/** The key can't be made; the message says what would be right. */
export class ApiKeyError extends Error {}

export interface ApiKeyRequest {
  role: string;
  /** The firm's id or credit code; for the role `member` and no other. */
  enterpriseId: string | null;
  /** For designers, reviewers and the help desk. */
  departmentId: string | null;
  now: Date;
}

/** Makes a bearer key for a program; only its SHA-256 is kept. Returns the key. Throws `ApiKeyError`. */
export async function createApiKey(db: Db, request: ApiKeyRequest): Promise<string> {
  const role = roles.find((one) => one === request.role);
  if (!role)
    throw new ApiKeyError(`--role is ${request.role}; use one of: ${roles.join(' ')}. / 角色不存在。`);
  const isMember = role === 'member';
  const needsDepartment = departmentRoles.some((one) => one === role);
  const isCity = cityRoles.some((one) => one === role);
  if (isMember !== (request.enterpriseId !== null)) {
    throw new ApiKeyError(
      `The role ${role} ${isMember ? 'needs' : 'takes no'} --enterprise. / 经办人密钥须指定企业。`,
    );
  }
  if (needsDepartment !== (request.departmentId !== null)) {
    throw new ApiKeyError(
      `The role ${role} ${isCity || isMember ? 'takes no' : 'needs'} --department. / 部门角色须指定部门。`,
    );
  }
  const given = request.enterpriseId ?? '';
  const enterprise = isMember
    ? await db.enterprise.findFirst({ where: { OR: [{ id: given }, { creditCode: given.toUpperCase() }] } })
    : null;
  if (isMember && !enterprise) throw new ApiKeyError(`There is no enterprise ${given}. / 没有这家企业。`);
  if (
    request.departmentId !== null &&
    (await db.department.count({ where: { id: request.departmentId } })) === 0
  ) {
    const known = await db.department.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    throw new ApiKeyError(
      `There is no department ${request.departmentId}; there are: ${known.map(({ id }) => id).join(' ')}. / 没有这个部门。`,
    );
  }
  const key = `hq_${newToken()}`;
  await db.$transaction(async (tx) => {
    const { id } = await tx.apiKey.create({
      data: {
        keyHash: hashToken(key),
        prefix: key.slice(0, 11),
        role,
        enterpriseId: enterprise?.id ?? null,
        departmentId: request.departmentId,
        createdAt: request.now,
      },
    });
    const event = {
      action: 'api-key.create',
      subjectKind: 'api-key',
      subjectId: id,
      enterpriseId: enterprise?.id ?? null,
    };
    await appendAuditEntry(
      tx,
      systemReader,
      { ...event, detail: { role, departmentId: request.departmentId } },
      request.now,
    );
  });
  return key;
}
