#include "CPacks.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char psychological_safety[] = {
#embed "packs/psychological-safety.txt"
};

static const unsigned char clarity[] = {
#embed "packs/clarity.txt"
};

static const unsigned char review[] = {
#embed "packs/review.txt"
};

static const unsigned char documentation[] = {
#embed "packs/documentation.txt"
};

static const unsigned char workload[] = {
#embed "packs/workload.txt"
};

static const unsigned char focus[] = {
#embed "packs/focus.txt"
};

static const unsigned char tooling[] = {
#embed "packs/tooling.txt"
};

static const unsigned char trust[] = {
#embed "packs/trust.txt"
};

static const unsigned char recognition[] = {
#embed "packs/recognition.txt"
};

static const unsigned char learning[] = {
#embed "packs/learning.txt"
};

static const unsigned char autonomy[] = {
#embed "packs/autonomy.txt"
};

static const unsigned char delivery_risk[] = {
#embed "packs/delivery-risk.txt"
};

static const unsigned char onboarding[] = {
#embed "packs/onboarding.txt"
};

static const unsigned char leadership[] = {
#embed "packs/leadership.txt"
};

static const unsigned char devex[] = {
#embed "packs/devex.txt"
};

static const unsigned char health_check[] = {
#embed "packs/health-check.txt"
};

static const unsigned char recommendation[] = {
#embed "packs/recommendation.txt"
};

static const unsigned char mood[] = {
#embed "packs/mood.txt"
};

#define PACK(name) {name, sizeof name}

// In the order in which they are offered.
static const tutti_pack packs[] = {
    PACK(psychological_safety),
    PACK(clarity),
    PACK(review),
    PACK(documentation),
    PACK(workload),
    PACK(focus),
    PACK(tooling),
    PACK(trust),
    PACK(recognition),
    PACK(learning),
    PACK(autonomy),
    PACK(delivery_risk),
    PACK(onboarding),
    PACK(leadership),
    PACK(devex),
    PACK(health_check),
    PACK(recommendation),
    PACK(mood),
};

unsigned long tutti_pack_count(void) { return sizeof packs / sizeof packs[0]; }

tutti_pack tutti_pack_at(unsigned long place) { return packs[place]; }
