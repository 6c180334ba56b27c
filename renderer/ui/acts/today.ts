/** Today as an ISO day, as acts are dated. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The day before an ISO day. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
