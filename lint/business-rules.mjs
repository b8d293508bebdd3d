const RULE = /^- `([a-z]+\.[a-z-]+)`: ([^]*?)(?=\n- |\n\n|\n#|(?![^]))/gm;
const RULE_OF_TABLE = /^\|[^|\n]*\| `([a-z]+\.[a-z-]+)` *\|(.*)$/gm;
/** Of the whole rule: the mark ends its words, or is a column of its row. Within the words it is about a part. */
const NOT_BUILT = /(\| *\*\*\[not built\]\*\* *\||\*\*\[not built\]\*\*)$/;
const TEST = /^\| `([a-z]+\.[a-z-]+)` *\| \[[^\]]*\]\(\.\.\/([^)]+)\) *\| (.*?) *\|$/gm;

/** Sections of docs/domain.md whose rules each need a test; the last says which. */
const TESTED_SECTIONS = ['Credits', 'What costs what', 'Runs', 'Corrections', 'What the dashboard asks'];
/** Rules of other sections that say what a credit costs and how many may be had at once. */
const TESTED_RULES = ['orders.quantity', 'money.no-volume-discount'];
const TESTS_SECTION = 'Where the rules are tested';

/**
 * What docs/domain.md says: all rules, those that need a test because they are in force, and the table of tests.
 * A rule that carries the mark [not built] itself needs none.
 */
export function readRules(markdown) {
  const sections = new Map(markdown.split(/^## /m).map((section) => [titleOf(section), section]));
  const rules = [...sections].flatMap(([title, text]) =>
    title === TESTS_SECTION
      ? []
      : [...text.matchAll(RULE), ...text.matchAll(RULE_OF_TABLE)].map(([, id, words]) => ({
          id,
          needsTest: (TESTED_SECTIONS.includes(title) || TESTED_RULES.includes(id)) && !NOT_BUILT.test(words),
        })),
  );
  const tests = [...(sections.get(TESTS_SECTION) ?? '').matchAll(TEST)].map(([, rule, file, title]) => ({
    rule,
    file,
    title: title.replaceAll('\\|', '|'),
  }));
  return { rules, tests };
}

const titleOf = (section) => section.slice(0, section.indexOf('\n')).replace(/^\d+\. /, '');

/**
 * What is wrong with the table, line by line.
 * @param titlesOf the titles of the tests in a file, or undefined where there is no such file.
 */
export function problemsOf({ rules, tests }, titlesOf) {
  const known = new Set(rules.map(({ id }) => id));
  const tested = new Set(tests.map(({ rule }) => rule));
  return [
    ...rules
      .filter(({ id }, index) => rules.findIndex((rule) => rule.id === id) !== index)
      .map(({ id }) => `${id}: written twice`),
    ...rules.filter(({ id, needsTest }) => needsTest && !tested.has(id)).map(({ id }) => `${id}: has no test`),
    ...tests.flatMap(({ rule, file, title }) => {
      if (!known.has(rule)) return [`${rule}: is tested, and no rule`];
      const titles = titlesOf(file);
      if (titles === undefined) return [`${rule}: there is no ${file}`];
      return titles.includes(title) ? [] : [`${rule}: ${file} has no test "${title}"`];
    }),
  ];
}
