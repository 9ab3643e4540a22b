import { z } from 'zod';

/** What the city sets for all: stored under the setting `push`. */
export const pushSettingsSchema = z.object({
  /** The most sendings about opportunities to one person in any seven days. */
  weeklyCap: z.coerce.number().int().min(1, '每周至少 1 次').max(14, '每周最多 14 次').default(3),
});
export type PushSettings = z.infer<typeof pushSettingsSchema>;
export const pushSettingKey = 'push';
