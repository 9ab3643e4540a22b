import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addModelOutput } from '~/knowledge/search/embedding/add-model-output';
import { readPieces } from '~/knowledge/search/embedding/read-pieces';

describe('the pieces of a text', () => {
  const tokens = ['<s>', '▁que', 'ry', ':', '▁', '个体', '工商', '户', '，', '▁5%', '?', '</s>'];

  it('are its words, without prefix, marks and punctuation', () => {
    expect(readPieces(tokens, 512)).toEqual({ rows: [5, 6, 7, 9], pieces: ['个体', '工商', '户', '5%'] });
  });

  it('end where the model stops reading', () => {
    expect(readPieces(tokens, 7).pieces).toEqual(['个体', '工商']);
  });

  it('keep a colon of the text itself out, and what follows it in', () => {
    expect(readPieces(['<s>', '▁passage', ':', '▁', '甲', ':', '乙', '</s>'], 512).pieces).toEqual([
      '甲',
      '乙',
    ]);
  });
});

describe('an output added to a model', () => {
  it('stands behind the model as a further part of the same message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (model) => {
        const more = addModelOutput(model, 't1');
        expect([...more.slice(0, model.length)]).toEqual([...model]);
        // graph (7) { output (12) { name (1) "t1", type (2) { tensor (1) { elements (1): 1, floats } } } }
        expect([...more.slice(model.length)]).toEqual([
          0x3a, 12, 0x62, 10, 0x0a, 2, 0x74, 0x31, 0x12, 4, 0x0a, 2, 0x08, 1,
        ]);
      }),
    );
  });

  it('refuses a name that is too long for its length byte', () => {
    expect(() => addModelOutput(new Uint8Array(0), 'x'.repeat(128))).toThrow(RangeError);
  });
});
