/** What an answer says as JSON; an empty object for a proxy's error page, which is none: then the status alone counts. */
export async function readAnswer(response: Response): Promise<object> {
  const text = await response.text();
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    return {};
  }
}

/** What the server says of a request that it refused, as problem+json has it. */
export interface RefusalBody {
  title?: string;
  errors?: { field: string; message: string }[];
}
