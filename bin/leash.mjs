// Loaded into what we start: when we die without a word, it stops as if asked to. What it starts
// itself loads this too, and is left alone: its channel leads to its own parent, and holds it alive.
if (process.env['THROUGHLINE_LEASH'] === String(process.ppid)) {
  process.channel?.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
