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

/* Has all threads share two stores of memory, where the allocator would make one for nearly each thread and keep in
   each what a single large answer once took. Does nothing without glibc. */
static inline void share_memory_stores(void) {
#if defined(__GLIBC__)
    mallopt(M_ARENA_MAX, 2);
#endif
}
