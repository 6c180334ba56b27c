/** What the whole window says while it gets ready: a page of its own for those who hear it. */
export function Waiting({ words }: { words: string }) {
  return (
    <main className="centred quiet">
      <h1 className="waiting">{words}</h1>
    </main>
  );
}
