import type { Linter } from 'eslint';

export const architectureRules: Linter.Config[];
