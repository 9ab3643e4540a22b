import { pino } from 'pino';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import {
  applySearchSettings,
  revertSearchSettings,
} from '~/knowledge/search/settings/change-search-settings.server';
import { followSearchSettings } from '~/knowledge/search/settings/follow-search-settings.server';
import { defaultSearchSettings } from '~/knowledge/search/settings/search-settings';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const log = pino({ level: 'silent' });

beforeEach(() => db.setting.deleteMany());

describe('the settings of search', () => {
  it('are the defaults until someone changes them, and follow each change', async () => {
    const settings = followSearchSettings(database.reader(), log);
    expect(settings()).toEqual(defaultSearchSettings);
    await db.$transaction((tx) => applySearchSettings(tx, { vectorWeight: 0.4 }));
    expect(settings()).toEqual({ ...defaultSearchSettings, vectorWeight: 0.4 });
    await db.$transaction((tx) => applySearchSettings(tx, { method: 'ranks' }));
    expect(settings()).toEqual({ ...defaultSearchSettings, vectorWeight: 0.4, method: 'ranks' });
  });

  it('take what one search tries without keeping it', () => {
    const settings = followSearchSettings(database.reader(), log);
    expect(settings({ vectorWeight: 0 })).toEqual({ ...defaultSearchSettings, vectorWeight: 0 });
    expect(settings()).toEqual(defaultSearchSettings);
    expect(() => settings({ vectorWeight: 2 })).toThrow('vectorWeight');
  });

  it('go back to what stood before a change', async () => {
    const settings = followSearchSettings(database.reader(), log);
    const first = await db.$transaction((tx) => applySearchSettings(tx, { depth: 100 }));
    const second = await db.$transaction((tx) => applySearchSettings(tx, { depth: 50, rankConstant: 60 }));
    await db.$transaction((tx) => revertSearchSettings(tx, second));
    expect(settings()).toEqual({ ...defaultSearchSettings, depth: 100 });
    await db.$transaction((tx) => revertSearchSettings(tx, first));
    expect(settings()).toEqual(defaultSearchSettings);
    expect(await db.setting.count()).toBe(0);
  });

  it.each([{ vectorWeight: 1.5 }, { depth: 3 }, { method: 'magic' }, { unknown: 1 }])(
    'refuse %j',
    async (payload) => {
      await expect(db.$transaction((tx) => applySearchSettings(tx, payload))).rejects.toThrow(
        Object.keys(payload)[0],
      );
      expect(await db.setting.count()).toBe(0);
    },
  );

  it('fall back to the defaults when what is stored is damaged, and say so once', async () => {
    const error = vi.fn();
    const settings = followSearchSettings(database.reader(), { error });
    await db.setting.create({ data: { key: 'search-settings', value: { depth: 'many' } } });
    expect(settings()).toEqual(defaultSearchSettings);
    expect(settings()).toEqual(defaultSearchSettings);
    expect(error).toHaveBeenCalledTimes(1);
  });
});
