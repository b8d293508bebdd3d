/**
 * An array parameter as the server reads it (PostgreSQL manual, "Array Input and Output Syntax"). The driver would write it
 * too, but looks at what each element is and escapes it twice, which set-based statements pay for every value. Arrays of anything
 * but text, numbers, booleans and nulls are left to the driver.
 */
export function toParameter(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  let literal = '{';
  for (const element of value as readonly unknown[]) {
    if (literal !== '{') literal += ',';
    if (typeof element === 'string')
      literal += `"${TO_ESCAPE.test(element) ? element.replace(EACH_TO_ESCAPE, '\\$&') : element}"`;
    else if (typeof element === 'number' || typeof element === 'bigint' || typeof element === 'boolean')
      literal += String(element);
    else if (element === null || element === undefined) literal += 'NULL';
    else return value;
  }
  return `${literal}}`;
}

const TO_ESCAPE = /["\\]/;
const EACH_TO_ESCAPE = /["\\]/g;
