/*
 * Hold: the event heap of virtual time (workers/virtual/heap.ts) in C, under the hold model: the
 * first event is taken out and put in again later. The peer of `racetrap bench virtual`.
 *
 * Usage: hold EVENTS HOLDS. Prints ns a hold, and the time of the first event in the end, which
 * must be that of the other heap.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double *times;
static int32_t *orders;
static int32_t *whom;
static int size;
static uint32_t next_order;

static int before(int32_t left, int32_t right) {
  return (int32_t)((uint32_t)left - (uint32_t)right) < 0;
}

static int sink(void) {
  int hole = 0;
  int child = 1;
  for (; child + 1 < size; child = 2 * hole + 1) {
    double left = times[child];
    double right = times[child + 1];
    if (right < left || (right == left && before(orders[child + 1], orders[child]))) child += 1;
    times[hole] = times[child];
    orders[hole] = orders[child];
    whom[hole] = whom[child];
    hole = child;
  }
  if (child < size) {
    times[hole] = times[child];
    orders[hole] = orders[child];
    whom[hole] = whom[child];
    hole = child;
  }
  return hole;
}

static void rise(int hole, double time, int32_t order, int32_t concerns) {
  while (hole > 0) {
    int parent = (hole - 1) >> 1;
    double above = times[parent];
    if (above < time || (above == time && before(orders[parent], order))) break;
    times[hole] = above;
    orders[hole] = orders[parent];
    whom[hole] = whom[parent];
    hole = parent;
  }
  times[hole] = time;
  orders[hole] = order;
  whom[hole] = concerns;
}

static uint32_t state = 1;

static uint32_t draw(void) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state >> 12;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int events = atoi(argv[1]);
  long holds = atol(argv[2]);
  times = malloc(sizeof(double) * (size_t)events);
  orders = malloc(sizeof(int32_t) * (size_t)events);
  whom = malloc(sizeof(int32_t) * (size_t)events);
  for (int event = 0; event < events; event += 1) {
    size = event + 1;
    rise(event, draw(), (int32_t)next_order++, event);
  }
  struct timespec begin, end;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  for (long hold = 0; hold < holds; hold += 1) {
    double time = times[0] + draw();
    int32_t concerns = whom[0];
    rise(sink(), time, (int32_t)next_order++, concerns);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  double ns = (double)(end.tv_sec - begin.tv_sec) * 1e9 + (double)(end.tv_nsec - begin.tv_nsec);
  printf("%f %.0f\n", ns / (double)holds, times[0]);
  return 0;
}
