import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { SqlReader } from '~/prisma/database.server';

import { routeLabel } from './route-label';

/** What the process counts: requests as they end, the queue and the corpus when they are asked for. */
export interface Metrics {
  /** Express's layer that counts and times requests. */
  observe: RequestHandler;
  /** The text that Prometheus reads, and its content type. */
  read(): Promise<{ text: string; contentType: string }>;
}

/** Opens the metrics of a process. Counts are this process's own; Prometheus adds up several. */
export function openMetrics({ sql }: { sql: SqlReader }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'huiqitong_http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers,
  });
  const durations = new Histogram({
    name: 'huiqitong_http_request_duration_seconds',
    help: 'Time to the last byte of an answer',
    labelNames: ['method', 'route'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  new Gauge({
    name: 'huiqitong_jobs',
    help: 'Jobs of the queue by kind and state, without those done',
    labelNames: ['kind', 'state'],
    registers,
    collect() {
      this.reset();
      const rows = sql.all<{ kind: string; state: string; n: number }>(
        `SELECT kind, state, count(*) AS n FROM Job WHERE state <> 'done' GROUP BY kind, state`,
      );
      for (const { kind, state, n } of rows) this.set({ kind, state }, n);
    },
  });
  countRows(
    registers,
    sql,
    'huiqitong_passages',
    'Passages of all documents',
    'SELECT count(*) AS n FROM Passage',
  );
  countRows(
    registers,
    sql,
    'huiqitong_outbox_waiting',
    'Messages to be sent',
    `SELECT count(*) AS n FROM Outbox WHERE state = 'waiting'`,
  );
  return {
    observe(request, response, next) {
      const startedAt = process.hrtime.bigint();
      response.once('close', () => {
        const route = routeLabel(request.originalUrl, response.statusCode);
        const { method } = request;
        requests.inc({ method, route, status: response.statusCode });
        durations.observe({ method, route }, Number(process.hrtime.bigint() - startedAt) / 1e9);
      });
      next();
    },
    read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

function countRows(registers: Registry[], sql: SqlReader, name: string, help: string, query: string): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(sql.get<{ n: number }>(query)?.n ?? 0);
    },
  });
}
