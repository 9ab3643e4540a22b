import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

import { problemSchema } from './answer-schemas';
import { apiRoutes, namedSchemas, type ApiRoute } from './api-routes';
import { formioRoutes } from './formio-routes';

type PathConfig = Parameters<OpenAPIRegistry['registerPath']>[0];
type Responses = PathConfig['responses'];
type JsonSchema = Record<string, unknown>;
/** The schemas that others point to by name. */
type Components = Map<string, JsonSchema>;

/** The OpenAPI 3.1 document of the API, made from the schemas that check its requests. */
export function buildOpenApiDocument(options: { version: string; url: string }) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'header',
    name: 'x-jwt-token',
  });
  const components: Components = new Map();
  for (const [name, { schema, io }] of Object.entries(namedSchemas)) {
    components.set(name, pointToItself(jsonSchema(schema, components, io), name));
  }
  components.set('Problem', jsonSchema(problemSchema, components, 'output'));
  for (const route of [...apiRoutes, ...formioRoutes]) registry.registerPath(pathOf(route, components));
  for (const [name, schema] of components) registry.registerComponent('schemas', name, schema);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: '惠企通 API', version: options.version, license: { name: 'Apache-2.0' } },
    servers: [{ url: options.url }],
  });
}

function pathOf(route: ApiRoute, components: Components): PathConfig {
  const { method, path, summary, body, query, needsRight } = route;
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name ?? 'id',
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));
  return {
    method,
    path,
    summary,
    parameters: [...ids, ...(query ? queryParameters(query, components) : [])] as never,
    ...(body && {
      request: {
        body: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(body, components) as never } },
        },
      },
    }),
    security: securityOf(path, needsRight),
    responses: responsesOf(route, components),
  };
}

/** form.io's REST knows sessions by their token beside keys. */
function securityOf(path: string, needsRight = false): Record<string, string[]>[] {
  const known: Record<string, string[]>[] = [{ key: [] }];
  if (path.startsWith('/formio/')) known.push({ session: [] });
  return needsRight ? known : [{}, ...known];
}

function responsesOf(route: ApiRoute, components: Components): Responses {
  const { answer, stream, streamOf, needsRight, others = {}, body, query, path } = route;
  // form.io's REST has errors of its own.
  const problem = (description: string) => ({
    description,
    ...(!path.startsWith('/formio/') && {
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  });
  return {
    200: {
      description: 'OK',
      content: {
        ...(answer && { 'application/json': { schema: jsonSchema(answer, components, 'output') as never } }),
        ...(stream && {
          [stream]: { schema: { type: 'string', ...(streamOf && { description: streamOf }) } },
        }),
      },
    },
    ...(needsRight && { 401: problem('No key and no session'), 403: problem('No right to it') }),
    ...(path.includes('{') && { 404: problem('Not there, or not yours') }),
    ...((body ?? query) &&
      !path.startsWith('/formio/') && { 422: problem('A field can’t be used; errors[] names it') }),
    ...(path.startsWith('/api/') && { 429: problem('Too many requests; Retry-After says how long to wait') }),
    ...Object.fromEntries(
      Object.entries(others).map(([status, { description, schema }]) => [
        status,
        {
          description,
          ...(schema && {
            content: { 'application/json': { schema: jsonSchema(schema, components, 'output') as never } },
          }),
        },
      ]),
    ),
  };
}

/** A query schema's fields as parameters. */
function queryParameters(schema: z.ZodType, components: Components) {
  const { properties = {}, required = [] } = jsonSchema(schema, components) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}

/**
 * JSON Schema 2020-12, which OpenAPI 3.1 speaks. zod's own converter, since it also takes recursive rules; what can't
 * be put into JSON Schema (a date that exists) is checked by the server alone.
 */
function jsonSchema(schema: z.ZodType, components: Components, io: 'input' | 'output' = 'input'): JsonSchema {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const { $schema: _, $defs = {}, ...rest } = pointToComponents(json);
  for (const [name, part] of Object.entries($defs as Record<string, JsonSchema>)) components.set(name, part);
  return rest;
}

/** Named parts stand once in the document, not in each schema that uses them. */
function pointToComponents(schema: object): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/');
  return JSON.parse(text) as JsonSchema;
}

/** A recursive schema names itself `#`, which is the whole document here. */
function pointToItself(schema: JsonSchema, name: string): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`);
  return JSON.parse(text) as JsonSchema;
}
