/** Any other address: not found, inside the frame and in the reader's language and size of text. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}
