import { readFileSync } from 'node:fs';
import ts from 'typescript';

const TESTS = new Set(['it', 'test']);

/** The titles of all tests in a spec file, as they are written: the placeholders of `it.each` included. */
export function titlesOf(file) {
  const titles = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && TESTS.has(nameCalled(node.expression))) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return titles;
}

/** `it` of it(…), of it.each(…)(…) and of it.each`…`(…). */
function nameCalled(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return nameCalled(expression.expression);
  if (ts.isCallExpression(expression)) return nameCalled(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return nameCalled(expression.tag);
  return undefined;
}
