import { describe, expect, it } from '@jest/globals';
import { RequestTemplate } from './request-template.js';

const template = (): RequestTemplate =>
  new RequestTemplate(
    { method: 'POST', path: '/v1/bench-{organisation}', token: 't', body: '{"a":"{photo}","b":["{photo}",1]}' },
    ['organisation', 'photo'],
  );

describe('a request template', () => {
  it('writes numbers of fixed width into path and body, and keeps the length true', () => {
    const text = template()
      .set('organisation', () => 7)
      .set('photo', (place) => 41 + place)
      .bytes()
      .toString();
    const body = '{"a":"000000041","b":["000000042",1]}';
    expect(text).toContain('POST /v1/bench-000000007 HTTP/1.1\r\n');
    expect(text).toContain(`\r\nContent-Length: ${body.length}\r\n`);
    expect(text.endsWith(`\r\n\r\n${body}`)).toBe(true);
  });

  it('makes the next request of the same memory', () => {
    const one = template();
    const before = one.set('photo', () => 1).bytes();
    expect(one.set('photo', () => 2).bytes()).toBe(before);
    expect(before.toString()).toContain('"a":"000000002"');
  });
});
