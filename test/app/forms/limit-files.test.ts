import { expect, test } from 'vitest';

import { limitFiles } from '~/app/forms/limit-files';

const file = (key: string, fileMaxSize?: string) => ({
  ...{ type: 'file', key, label: key, input: true },
  ...(fileMaxSize !== undefined && { fileMaxSize }),
});

test('no field promises a larger file than is taken, and the form itself stays as it is', () => {
  const components = [
    file('default', '1GB'),
    file('small', '2MB'),
    file('open'),
    { type: 'datagrid', key: 'rows', input: true, components: [file('cell', '50MB')] },
    { type: 'textfield', key: 'text', input: true },
  ];
  const definition = { components };
  const before = structuredClone(definition);
  const sizes = (mostMb: number) => {
    const [first, second, third, rows] = limitFiles(definition, mostMb).components;
    return [first, second, third, rows?.components?.[0]].map((one) => one?.fileMaxSize);
  };
  expect(sizes(20)).toEqual(['20MB', '2MB', '20MB', '20MB']);
  expect(sizes(5)).toEqual(['5MB', '2MB', '5MB', '5MB']);
  expect(sizes(100)).toEqual(['100MB', '2MB', '20MB', '50MB']);
  expect(definition).toEqual(before);
});
