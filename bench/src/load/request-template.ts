export type TemplateRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: string;
  readonly contentType?: string;
};

/**
 * A request whose numbers are written into its bytes: making the next one costs a few writes instead of a serialisation.
 * Numbers have a fixed width, so that the length never changes. `{name}` stands for a number, in path, headers and body.
 */
export class RequestTemplate {
  private readonly buffer: Buffer;
  private readonly places: ReadonlyMap<string, readonly number[]>;

  constructor(request: TemplateRequest, names: readonly string[]) {
    const { text, places } = widened(textOf(request, names), names);
    this.buffer = Buffer.from(text, 'latin1');
    this.places = places;
  }

  /** Writes a number wherever its name stands; `valueAt` is asked for each place, from 0. */
  set(name: string, valueAt: (place: number) => number): this {
    this.places.get(name)?.forEach((at, place) => this.buffer.write(fixedWidth(valueAt(place)), at, 'latin1'));
    return this;
  }

  /** The same memory at every call. */
  bytes(): Buffer {
    return this.buffer;
  }
}

const NUMBER_WIDTH = 9;

export const fixedWidth = (value: number): string => String(value).padStart(NUMBER_WIDTH, '0');

function textOf({ method, path, token, body, contentType }: TemplateRequest, names: readonly string[]): string {
  const head = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: Bearer ${token}`];
  if (body !== undefined) {
    head.push(`Content-Type: ${contentType ?? 'application/json'}`);
    head.push(`Content-Length: ${widened(body, names).text.length}`);
    // Every number is used once, and with it the key.
    if (names.includes('key')) head.push('Idempotency-Key: bench-{key}');
  }
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** Zeros instead of the names, and where each of them stands then. The text is ASCII: a character is a byte. */
function widened(text: string, names: readonly string[]) {
  const places = new Map<string, number[]>(names.map((name) => [name, []]));
  let [result, from] = ['', 0];
  for (const match of text.matchAll(/\{(\w+)\}/g)) {
    const found = places.get(match[1] ?? '');
    if (found === undefined) continue;
    result += text.slice(from, match.index);
    found.push(result.length);
    result += fixedWidth(0);
    from = match.index + match[0].length;
  }
  return { text: result + text.slice(from), places };
}
