export function titlesOf(file: string): string[];
export function titlesIn(text: string): string[];
