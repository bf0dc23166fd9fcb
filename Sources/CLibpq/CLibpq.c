#include "CLibpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// What is called of libpq: its type, its name, its parameters, and the same handed on.
#define EACH_FUNCTION(F)                                                                                               \
    F(void, PQclear, (PGresult *a), (a))                                                                               \
    F(char *, PQcmdTuples, (PGresult *a), (a))                                                                         \
    F(PGconn *, PQconnectdbParams, (const char *const *a, const char *const *b, int c), (a, b, c))                     \
    F(int, PQconnectionNeedsPassword, (const PGconn *a), (a))                                                          \
    F(int, PQconsumeInput, (PGconn *a), (a))                                                                           \
    F(char *, PQerrorMessage, (const PGconn *a), (a))                                                                  \
    F(char *, PQescapeIdentifier, (PGconn *a, const char *b, size_t c), (a, b, c))                                     \
    F(PGresult *, PQexec, (PGconn *a, const char *b), (a, b))                                                          \
    F(PGresult *, PQexecParams,                                                                                        \
      (PGconn *a, const char *b, int c, const Oid *d, const char *const *e, const int *f, const int *g, int h),        \
      (a, b, c, d, e, f, g, h))                                                                                        \
    F(PGresult *, PQexecPrepared,                                                                                      \
      (PGconn *a, const char *b, int c, const char *const *d, const int *e, const int *f, int g),                      \
      (a, b, c, d, e, f, g))                                                                                           \
    F(void, PQfinish, (PGconn *a), (a))                                                                                \
    F(char *, PQfname, (const PGresult *a, int b), (a, b))                                                             \
    F(int, PQfnumber, (const PGresult *a, const char *b), (a, b))                                                      \
    F(void, PQfreemem, (void *a), (a))                                                                                 \
    F(PGresult *, PQgetResult, (PGconn *a), (a))                                                                       \
    F(int, PQgetisnull, (const PGresult *a, int b, int c), (a, b, c))                                                  \
    F(int, PQgetlength, (const PGresult *a, int b, int c), (a, b, c))                                                  \
    F(char *, PQgetvalue, (const PGresult *a, int b, int c), (a, b, c))                                                \
    F(PGnotify *, PQnotifies, (PGconn *a), (a))                                                                        \
    F(int, PQntuples, (const PGresult *a), (a))                                                                        \
    F(PGresult *, PQprepare, (PGconn *a, const char *b, const char *c, int d, const Oid *e), (a, b, c, d, e))          \
    F(int, PQputCopyData, (PGconn *a, const char *b, int c), (a, b, c))                                                \
    F(int, PQputCopyEnd, (PGconn *a, const char *b), (a, b))                                                           \
    F(char *, PQresultErrorField, (const PGresult *a, int b), (a, b))                                                  \
    F(ExecStatusType, PQresultStatus, (const PGresult *a), (a))                                                        \
    F(int, PQserverVersion, (const PGconn *a), (a))                                                                    \
    F(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *a, PQnoticeProcessor b, void *c), (a, b, c))                   \
    F(int, PQsocket, (const PGconn *a), (a))                                                                           \
    F(ConnStatusType, PQstatus, (const PGconn *a), (a))

// Under libpq's own names, which its header declares; hidden, so that libpq calls itself and not us.
#define DEFINE(type, name, parameters, arguments)                                                                      \
    static type(*loaded_##name) parameters;                                                                            \
    __attribute__((visibility("hidden"))) type name parameters { return loaded_##name arguments; }
EACH_FUNCTION(DEFINE)

#define FIND(type, name, parameters, arguments)                                                                        \
    if (!(loaded_##name = (type(*) parameters)dlsym(library, #name))) return #name " is not in it";

static const char *find(void *library) {
    EACH_FUNCTION(FIND)
    return NULL;
}

const char *libpq_load(const char *file) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static int is_loaded = 0;
    static char reason[256];
    const char *trouble = NULL;
    pthread_mutex_lock(&lock);
    if (!is_loaded) {
        void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
        trouble = library ? find(library) : dlerror();
        is_loaded = !trouble;
        if (trouble) {
            snprintf(reason, sizeof reason, "%s", trouble);
            trouble = reason;
        }
    }
    pthread_mutex_unlock(&lock);
    return trouble;
}
