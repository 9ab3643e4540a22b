import { z } from 'zod';

import { showInstant } from '~/app/forms/cases/show-instant';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { messageChannels, type MessageChannel } from '~/knowledge/policies/push/message-kind';
import { defaultTemplate, type MessageTemplate } from '~/knowledge/policies/push/render-message';
import { editableKinds, type EditableKind } from '~/knowledge/policies/push/templates/editable-kinds';
import { loadTemplates } from '~/knowledge/policies/push/templates/load-templates.server';
import { AccessDeniedError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

const query = z.object({
  kind: z.enum(editableKinds).catch('opportunity-eligible'),
  channel: z.enum(messageChannels).catch('in-app'),
  locale: z.enum(['zh-CN', 'en']).catch('zh-CN'),
  department: z.string().max(100).catch(''),
});

/** The words that are looked at, from the page's address. */
export function templateQuery(request: Request): z.infer<typeof query> {
  return query.parse(Object.fromEntries(new URL(request.url).searchParams));
}

const shownHistory = 20;

/** 消息模板: the department's words of one kind, what counts now, what waits, and how it came to be. */
export async function readTemplatesPage(db: Db, reader: Reader, asked: z.infer<typeof query>) {
  const mine = departmentsOf(reader, ...policyDeskRoles);
  const departmentId = mine.find((id) => id === asked.department) ?? mine[0];
  if (departmentId === undefined) throw new AccessDeniedError('desk:templates');
  const { kind, channel, locale } = asked;
  const [departments, rows, current] = await Promise.all([
    db.department.findMany({
      where: { id: { in: mine } },
      select: { id: true, name: true },
      orderBy: { id: 'asc' },
    }),
    db.messageTemplate.findMany({ where: { departmentId }, orderBy: { number: 'desc' }, take: 2_000 }),
    loadTemplates(db, { departmentId, kind, locale }),
  ]);
  const here = rows.filter((row) => row.kind === kind && row.channel === channel && row.locale === locale);
  const waiting = here.find(({ state }) => state === 'in-review');
  return {
    departments,
    key: { departmentId, kind, channel, locale },
    kinds: editableKinds.map((one) => ({
      kind: one,
      waits: rows.some((row) => row.kind === one && row.state === 'in-review'),
      isOwn: isOwn(rows, one),
    })),
    own: Object.fromEntries(current) as Partial<Record<MessageChannel, MessageTemplate>>,
    start: waiting
      ? { title: waiting.title ?? '', body: waiting.body ?? '' }
      : (current.get(channel) ?? defaultTemplate(kind, channel, locale)),
    isReset: !current.has(channel),
    waiting: waiting
      ? {
          id: waiting.id,
          by: waiting.createdByName,
          at: showInstant(waiting.createdAt),
          isMine: waiting.createdById === reader.personId,
        }
      : null,
    history: here.slice(0, shownHistory).map((row) => ({
      ...{ id: row.id, number: row.number, state: row.state, title: row.title, body: row.body },
      ...{ by: row.createdByName, decidedBy: row.decidedByName, reviewNote: row.reviewNote },
      at: showInstant(row.decidedAt ?? row.createdAt),
    })),
    mayWrite: hasRole(reader, 'designer', departmentId),
  };
}

export type TemplatesPage = Awaited<ReturnType<typeof readTemplatesPage>>;

/** Whether any channel of the kind speaks in the department's own words. */
function isOwn(
  rows: readonly { kind: string; channel: string; locale: string; state: string; body: string | null }[],
  kind: EditableKind,
): boolean {
  const newest = new Map<string, string | null>();
  for (const row of rows)
    if (row.kind === kind && row.state === 'published' && !newest.has(`${row.channel} ${row.locale}`))
      newest.set(`${row.channel} ${row.locale}`, row.body);
  return [...newest.values()].some((body) => body !== null);
}
