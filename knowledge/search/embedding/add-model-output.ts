/**
 * Adds an output to an ONNX model, by the name of a value that it computes on the way. A protobuf message may be followed by
 * a further part of itself: what is appended here is `ModelProto{graph: GraphProto{output: [ValueInfoProto]}}` of a tensor
 * of floats, which a reader merges with the model before it. The weights stay one file.
 */
export function addModelOutput(model: Uint8Array, name: string): Uint8Array {
  const floats = message(2, message(1, Uint8Array.of(0x08, 1)));
  const value = concatenate([message(1, new TextEncoder().encode(name)), floats]);
  return concatenate([model, message(7, message(12, value))]);
}

/** A field of a message: its number with the mark for bytes, its length, its bytes; lengths under 128 only. */
function message(field: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length > 127) throw new RangeError('the name is too long');
  return concatenate([Uint8Array.of((field << 3) | 2, bytes.length), bytes]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
