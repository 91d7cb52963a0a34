// What every client of the AWS SDK needs here; EPITAPH_URL and the credentials are in the environment.
export const options = { endpoint: process.env.EPITAPH_URL, maxAttempts: 1 };

/** Every item of every page. */
export async function collect(pages, items) {
  const all = [];
  for await (const page of pages) all.push(...items(page));
  return all;
}
