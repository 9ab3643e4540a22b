// Loaders' data reaches pages as it is (dates stay dates), which the types must know as well as remix.config.js.
export {};

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true;
  }
}
