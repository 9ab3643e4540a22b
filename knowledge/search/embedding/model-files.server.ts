import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';

/** Where the bundled model lies: model.onnx, tokenizer.json, its licence and provenance. */
export const modelFolder = path.join(import.meta.dirname, '..', 'model');
/** The bundled model's name as shown. */
export const modelName = 'multilingual-e5-small-int8';
/** Numbers in one of its vectors. */
export const modelDimension = 384;

/**
 * What vectors are cached under: the name and the first 16 hex digits of the SHA-256 over both files, since a changed
 * tokenizer changes vectors as much as changed weights do. Rejects when a file is missing.
 */
export async function identifyModel(folder = modelFolder): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['model.onnx', 'tokenizer.json']) {
    for await (const chunk of createReadStream(path.join(folder, name))) hash.update(chunk as Buffer);
  }
  return `${modelName}@${hash.digest('hex').slice(0, 16)}`;
}
