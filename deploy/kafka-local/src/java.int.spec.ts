import { describe, expect, it } from '@jest/globals';
import { assertJava, majorVersionOf } from './java.js';

describe('the version of Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)', 17],
    ['openjdk version "25" 2025-09-16 LTS', 25],
    ['openjdk version "24-ea" 2025-03-18', 24],
    ['java version "1.8.0_402"\nJava(TM) SE Runtime Environment', 8],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "21.0.7" 2025-04-15', 21],
    ['command not found', undefined],
  ])('is read from what it says of itself: %j', (text, version) => {
    expect(majorVersionOf(text)).toBe(version);
  });

  it('where there is no Java, the ways without it are named', async () => {
    const checked = assertJava('/no/such/java');
    await expect(checked).rejects.toThrow('/no/such/java cannot be run. Install it');
    await expect(checked).rejects.toThrow('docker compose');
    await expect(checked).rejects.toThrow('MESSAGING_URL=kafka://host:port');
  });

  it('what is no Java at all is told from one that is too old', async () => {
    await expect(assertJava(process.execPath)).rejects.toThrow(/cannot be run|no version/);
  });
});
