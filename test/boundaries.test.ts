import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const rooms = ['app', 'forms', 'knowledge', 'prisma'] as const;
type Room = (typeof rooms)[number];

/** Imports go one way: a room may import from itself and from those named. */
const mayImport: Record<Room, Room[]> = {
  app: ['forms', 'knowledge', 'prisma'],
  forms: ['knowledge', 'prisma'],
  knowledge: ['prisma'],
  prisma: [],
};

/** Packages that live in the named places alone. */
const homes: [packages: RegExp, places: RegExp, why: string][] = [
  [/^@remix-run\/|^remix-i18next/, /^app\//, 'only the face knows Remix'],
  [/^react($|-dom|-i18next|-bootstrap|-querybuilder)/, /^app\//, 'only the face renders'],
  [/^@formio\//, /^(forms|app\/forms)\//, 'only the forms room knows form.io, and its pages in app/forms'],
  [
    /^hnswlib-node|^onnxruntime-node|^@huggingface\/tokenizers/,
    /^(knowledge\/search|app\/(commands|doctor))\//,
    'vectors live in search (the doctor tries whether they load)',
  ],
  [
    /^@langchain\/|^ollama$/,
    /^(knowledge\/(answers|search)|app\/(commands|doctor))\//,
    'models are spoken to in answers, the store is in search',
  ],
  [
    /^(libsql$|@libsql\/|@prisma\/|prisma$|prisma\/config)/,
    /^prisma\//,
    'only the ground floor knows the engine',
  ],
  [
    /^(unpdf|mammoth|@e965\/xlsx|fast-xml-parser|@napi-rs\/canvas|@gutenye\/|sharp$)/,
    /^knowledge\/documents\//,
    'files are read in documents',
  ],
  [
    /^csv-parse/,
    /^knowledge\/(documents|search\/dictionary)\//,
    'tables are read in documents, and the dictionary’s',
  ],
  [/^(opencc-js|pinyin-pro)/, /^knowledge\/search\//, 'questions are understood in search'],
];

/** Names that say nothing about what is inside. */
const emptyNames = /(^|\/)(utils?|helpers?|lib|common|misc|services)(\/|\.tsx?$)/;
const allowedNames = new Set(['app/services.server.ts']);

interface Source {
  file: string;
  room: Room;
  text: string;
  imports: { target: string; typeOnly: boolean }[];
}

const sources = rooms.flatMap((room) =>
  listFiles(path.join(root, room)).map((absolute): Source => {
    const file = path.relative(root, absolute).split(path.sep).join('/');
    const text = readFileSync(absolute, 'utf8');
    return { file, room, text, imports: listImports(file, text) };
  }),
);

describe('house rules', () => {
  test('there is something to check', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test('imports go app → forms → knowledge → prisma', () => {
    const wrong = sources.flatMap(({ file, room, imports }) =>
      imports
        .map(({ target }) => roomOf(target))
        .filter(
          (target): target is Room =>
            target !== undefined && target !== room && !mayImport[room].includes(target),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(homes)('%s stays in %s: %s', (packages, places) => {
    const wrong = sources
      .filter(({ file }) => !places.test(file))
      .filter(({ imports }) =>
        // A style sheet's address is no code.
        imports.some(
          ({ target, typeOnly }) => packages.test(target) && !typeOnly && !target.endsWith('.css?url'),
        ),
      )
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('only .server files, commands and workers touch the database, Node or the network', () => {
    const wrong = sources
      .filter(({ file }) => isPure(file) && !file.startsWith('prisma/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter(
            ({ target, typeOnly }) =>
              !typeOnly && (/^node:(?!crypto)/.test(target) || /\.server$/.test(target)),
          )
          .map(({ target }) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('pure files have no clock and no chance', () => {
    const wrong = sources
      .filter(({ file }) => isPure(file) && !file.endsWith('.tsx') && !file.startsWith('app/'))
      .filter(({ text }) => /Date\.now\(\)|new Date\(\)|Math\.random\(/.test(withoutComments(text)))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('routes import no routes', () => {
    const wrong = sources
      .filter(({ file }) => file.startsWith('app/routes/'))
      .filter(({ imports }) =>
        imports.some(({ target }) => target.startsWith('app/routes/') && !/\.schema$/.test(target)),
      )
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('no name says nothing, and there are no barrels', () => {
    const wrong = sources
      .map(({ file }) => file)
      .filter(
        (file) => (emptyNames.test(file) && !allowedNames.has(file)) || /(^|\/)index\.tsx?$/.test(file),
      );
    expect(wrong).toEqual([]);
  });

  test('Chinese and English words have the same keys and placeholders', () => {
    for (const room of ['app', 'forms', 'knowledge']) {
      const [zh, en] = ['zh-CN', 'en'].map(
        (locale) =>
          JSON.parse(readFileSync(path.join(root, room, 'words', `${locale}.json`), 'utf8')) as Record<
            string,
            string
          >,
      ) as [Record<string, string>, Record<string, string>];
      expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
      for (const [key, chinese] of Object.entries(zh)) {
        expect({ key, holes: holes(en[key] ?? '') }).toEqual({ key, holes: holes(chinese) });
      }
    }
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const absolute = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : listFiles(absolute);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [absolute] : [];
  });
}

/** Import targets, own ones as paths from the root. */
function listImports(file: string, text: string): Source['imports'] {
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return [...statements].map(([, type, from, dynamic]) => {
    const target = from ?? dynamic ?? '';
    const own = target.startsWith('~/')
      ? target.slice(2)
      : target.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), target)
        : target;
    return { target: own, typeOnly: type !== undefined };
  });
}

function roomOf(target: string): Room | undefined {
  return rooms.find((room) => target.startsWith(`${room}/`));
}

function isPure(file: string): boolean {
  return (
    !/\.(server|client|cli|worker)\.tsx?$/.test(file) &&
    !/^app\/(routes|commands|start|entry|root)/.test(file) &&
    !file.startsWith('app/words/')
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}
