/** Something about the URL is wrong. The message never repeats the URL, which may hold a password. */
export class ConnectionUrlError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'ConnectionUrlError';
  }
}
