// Loaded into the server: when whoever started it dies without a word, it stops as if asked to.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
