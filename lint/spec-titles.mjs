import { readFileSync } from 'node:fs';
import ts from 'typescript';

const TESTS = new Set(['it', 'test']);
const NEVER_RUN = new Set(['skip', 'todo']);
const SKIPPED_GROUPS = new Set(['xdescribe']);

/** The titles of all tests in a spec file that test something, as they are written: placeholders of `it.each` included. */
export const titlesOf = (file) => titlesIn(readFileSync(file, 'utf8'));

/** The same of a text. A test that is skipped, or has nothing to do, is none. */
export function titlesIn(text) {
  const titles = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const [called = '', ...modifiers] = namesCalled(node.expression);
      // Whatever stands in it is skipped too.
      if (SKIPPED_GROUPS.has(called) || modifiers.some((name) => NEVER_RUN.has(name))) return;
      const [title, body] = node.arguments;
      if (TESTS.has(called) && title !== undefined && ts.isStringLiteralLike(title) && doesSomething(body)) {
        titles.push(title.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('spec.ts', text, ts.ScriptTarget.Latest));
  return titles;
}

/** `it`, `each` of it.each(…)(…) and of it.each`…`(…); `it` of it(…). */
function namesCalled(expression) {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isPropertyAccessExpression(expression)) return [...namesCalled(expression.expression), expression.name.text];
  if (ts.isCallExpression(expression)) return namesCalled(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return namesCalled(expression.tag);
  return [];
}

/** A function with statements, or the value of an expression; a name stands for a function that is written elsewhere. */
function doesSomething(body) {
  if (body === undefined) return false;
  const isFunction = ts.isArrowFunction(body) || ts.isFunctionExpression(body);
  return !isFunction || !ts.isBlock(body.body) || body.body.statements.length > 0;
}
