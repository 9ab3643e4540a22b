import { identifyModel, modelDimension, modelName } from '~/knowledge/search/embedding/model-files.server';
import { readGraphFile } from '~/knowledge/search/vectors/graph-file.server';
import { loadHnsw } from '~/knowledge/search/vectors/hnsw-graph.server';
import type { Settings } from '~/prisma/settings.server';

import type { Finding } from './finding';

/** The embedding model, its runtime, and the vector graph with its checksum. */
export async function checkSearch({ indexDir }: Pick<Settings, 'indexDir'>): Promise<Finding[]> {
  const model = await checkModel();
  const hnsw = await loadHnsw();
  if ('reason' in hnsw) {
    return [
      model.finding,
      {
        check: 'vector-graph',
        state: 'weak',
        zh: 'hnswlib-node 不可用，向量逐条精确比对，语料很大时较慢',
        en: `${hnsw.reason}; vectors are compared one by one, slower on a large corpus`,
        mend: {
          zh: '安装 C++ 编译器后重新运行 npm ci；小规模使用无需处理。',
          en: 'Install a C++ compiler and run npm ci again; small corpora need none.',
        },
      },
    ];
  }
  if (model.id === null) return [model.finding];
  const graph = await readGraphFile(indexDir, hnsw.hnsw, { model: model.id, dimension: modelDimension });
  if ('graph' in graph) {
    const en = `The vector graph holds ${String(graph.graph.size)} vectors and its checksum is right`;
    return [
      model.finding,
      { check: 'vector-graph', state: 'good', zh: `向量索引校验通过，共 ${String(graph.graph.size)} 条`, en },
    ];
  }
  const isNew = graph.reason === 'none was built yet';
  return [
    model.finding,
    {
      check: 'vector-graph',
      state: isNew ? 'good' : 'weak',
      zh: isNew ? '还没有向量索引，语料少时不需要' : `向量索引不可用：${graph.reason}`,
      en: isNew
        ? 'No vector graph was built yet; a small corpus needs none'
        : `The vector graph can't be used: ${graph.reason}`,
      ...(!isNew && {
        mend: {
          zh: '无需处理：下次启动会从数据库重建。',
          en: 'Nothing to do: the next start builds it anew from the database.',
        },
      }),
    },
  ];
}

async function checkModel(): Promise<{ id: string | null; finding: Finding }> {
  const check = 'embedding';
  try {
    await import('onnxruntime-node');
    const id = await identifyModel();
    return {
      id,
      finding: {
        check,
        state: 'good',
        zh: `向量模型 ${modelName} 可用`,
        en: `The embedding model ${id} can be used`,
      },
    };
  } catch (error) {
    return {
      id: null,
      finding: {
        check,
        state: 'weak',
        zh: '向量模型不可用，只按关键词检索',
        en: `The embedding model can't be used, search goes by keywords: ${String(error).split('\n')[0] ?? ''}`,
        mend: {
          zh: '请在受支持的系统（Linux glibc、macOS、Windows，x64 或 arm64）上运行 npm ci。',
          en: 'Run npm ci on a supported system (Linux with glibc, macOS, Windows; x64 or arm64).',
        },
      },
    };
  }
}
