import type { Frame } from '~/app/frame/get-frame.server';
import { translator } from '~/app/words/translator';

/** The title of a page in the reader's language: the page, then the platform. */
export function pageTitle(key: string, matches: readonly ({ id: string; data: unknown } | undefined)[]) {
  return namedTitle(translator(localeOf(matches))(key), matches);
}

/** As `pageTitle`, for a page named by its content. */
export function namedTitle(name: string, matches: readonly ({ id: string; data: unknown } | undefined)[]) {
  return [{ title: `${name} · ${translator(localeOf(matches))('policies.platform')}` }];
}

function localeOf(matches: readonly ({ id: string; data: unknown } | undefined)[]): Frame['locale'] {
  const root = matches.find((match) => match?.id === 'root')?.data as Partial<Frame> | undefined;
  return root?.locale ?? 'zh-CN';
}
