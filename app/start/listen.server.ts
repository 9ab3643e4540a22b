import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Settings } from '~/prisma/settings.server';

import { StartError } from './prepare-data.server';

/** The address to bind: HOST as set; else this machine only while demo passwords stand, else every address. */
export function bindAddress(settings: Settings): string {
  if (settings.HUIQITONG_SAMPLE_CITY) {
    if (settings.HOST !== undefined && !['127.0.0.1', 'localhost', '::1'].includes(settings.HOST)) {
      throw new StartError(
        `HOST is ${settings.HOST}, but the sample city's demo passwords are public, so the server stays on this machine. ` +
          'Set HUIQITONG_SAMPLE_CITY=off to serve others, or remove HOST. / 示例城市的演示密码是公开的，不能对外开放；请关闭示例城市或去掉 HOST。',
      );
    }
    return settings.HOST ?? '127.0.0.1';
  }
  return settings.HOST ?? '0.0.0.0';
}

/** Listens; a taken port or a forbidden address becomes a sentence. */
export function listen(app: RequestListener, settings: Settings): Promise<{ server: Server; url: string }> {
  const host = bindAddress(settings);
  const server = createHttpServer(app);
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${settings.PORT} is taken by another program. Stop it, or set PORT to a free one. / 端口 ${settings.PORT} 已被占用，请更换 PORT。`,
        EACCES: `Port ${settings.PORT} may not be used by this user. Set PORT to 1024 or above. / 无权使用端口 ${settings.PORT}，请设为 1024 以上。`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Correct HOST. / 本机没有地址 ${host}，请修改 HOST。`,
      };
      const reason = reasons[error.code ?? ''];
      reject(reason === undefined ? error : new StartError(reason));
    });
    server.listen(settings.PORT, host, () => {
      const { port } = server.address() as AddressInfo;
      const shown = host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve({ server, url: `http://${shown}:${port}` });
    });
  });
}
