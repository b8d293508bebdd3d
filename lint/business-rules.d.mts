export type Rules = {
  readonly rules: readonly { readonly id: string; readonly needsTest: boolean }[];
  readonly tests: readonly { readonly rule: string; readonly file: string; readonly title: string }[];
};

export function readRules(markdown: string): Rules;
export function problemsOf(rules: Rules, titlesOf: (file: string) => readonly string[] | undefined): string[];
