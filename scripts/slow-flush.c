// Lets a flush of the disk take at least as many milliseconds as FLUSH_MS says. It is loaded before the program that is
// measured (LD_PRELOAD), on a machine whose disk acknowledges flushes that it has not done.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int flush_slowly(const char *name, int file) {
  int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *text = getenv("FLUSH_MS");
  double milliseconds = text ? atof(text) : 0;
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  long nanoseconds = end.tv_nsec + (long)(milliseconds * 1e6);
  end.tv_sec += nanoseconds / 1000000000;
  end.tv_nsec = nanoseconds % 1000000000;
  int result = flush(file);
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL);
  return result;
}

int fsync(int file) { return flush_slowly("fsync", file); }
int fdatasync(int file) { return flush_slowly("fdatasync", file); }
