#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* Hands memory that is free back to the system. Does nothing without glibc. */
static inline void give_back_free_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
