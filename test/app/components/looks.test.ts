import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';

import { resultLooks, shownLooks } from '~/app/components/policies/shown-looks';
import { NonceContext, useNonce } from '~/app/frame/use-nonce';

test.each([
  ['verdicts', shownLooks],
  ['results', resultLooks],
])('%s are told apart by icon, not by colour alone', (_, looks) => {
  const icons = Object.values(looks).map(({ icon }) => icon);
  expect(new Set(icons).size).toBe(icons.length);
  for (const icon of icons) expect(icon).toMatch(/^bi-[a-z-]+$/);
});

test('the nonce is that of the response, and none without one', () => {
  const Shown = () => createElement('i', null, String(useNonce()));
  expect(renderToString(createElement(NonceContext.Provider, { value: 'abc' }, createElement(Shown)))).toBe(
    '<i>abc</i>',
  );
  expect(renderToString(createElement(Shown))).toBe('<i>undefined</i>');
});
