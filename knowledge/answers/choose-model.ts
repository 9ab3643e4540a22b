/** What Ollama tells of an installed model. */
export interface InstalledModel {
  name: string;
  /** Bytes on disk. */
  size: number;
  families: string[];
}

const embeds = /embed|bge|minilm|e5-|gte-|rerank|reranker|nomic-bert|bert|clip/i;
const speaksChinese = /qwen|deepseek|glm|yi[:-]|internlm|baichuan|hunyuan|minicpm|ernie/i;
const writesCode = /cod(?:e|er)|starcoder|sql/i;

/**
 * Picks a chat model from those installed: never an embedding model; one that knows Chinese before one that may not, a
 * general one before one for code, then the larger one. Null when none can chat.
 */
export function chooseModel(installed: InstalledModel[]): string | null {
  const able = installed.filter(({ name, families }) => !isEmbeddingModel(name, families));
  const rank = ({ name }: InstalledModel) =>
    (speaksChinese.test(name) ? 2 : 0) + (writesCode.test(name) ? 0 : 1);
  return (
    able.sort((a, b) => rank(b) - rank(a) || b.size - a.size || (a.name < b.name ? -1 : 1))[0]?.name ?? null
  );
}

/** Whether the model makes vectors or ranks instead of chatting, as far as its name and families tell. */
export function isEmbeddingModel(name: string, families: readonly string[]): boolean {
  return embeds.test(name) || families.some((family) => embeds.test(family));
}

/** Whether the name in the settings means the installed model: `qwen3` is `qwen3:latest`. */
export function isSameModel(wanted: string, installed: string): boolean {
  const full = (name: string) => (name.includes(':') ? name : `${name}:latest`);
  return full(wanted) === full(installed);
}
