// SPDX-License-Identifier: MIT
#include "loop/diagnosis/wait_graph.h"

#include <QElapsedTimer>
#include <QTest>

#include <map>
#include <random>

using namespace braid;

class tst_WaitGraph : public QObject {
    Q_OBJECT

    /// Tasks that wait for tasks, by number; -1: for the network.
    static std::vector<LaneId> fill(Trace& trace, const std::vector<int>& waits) {
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        std::vector<LaneId> lanes;
        for (std::size_t i = 0; i < waits.size(); ++i)
            lanes.push_back(trace.begin_lane(0, strand, "task-" + std::to_string(i)));
        for (std::size_t i = 0; i < waits.size(); ++i)
            trace.record(1, lanes[i],
                         waits[i] < 0 ? LaneState(Activity::Waiting, WaitKind::Io)
                                      : LaneState(Activity::Waiting, WaitKind::Task)
                                            .with(lanes[std::size_t(waits[i])]));
        return lanes;
    }

private slots:
    void whatOneWaitsForStandsInALaterLayer() {
        Trace trace;
        const auto lanes = fill(trace, {1, 2, -1, 2, -1});
        const WaitGraph graph = WaitGraph::at(trace, 10, 10);
        std::map<LaneId, WaitGraph::Node> nodes;
        for (const WaitGraph::Node& node : graph.nodes)
            nodes[node.lane] = node;
        QCOMPARE(nodes.size(), std::size_t(4));
        QCOMPARE(graph.alone, std::size_t(1));
        QCOMPARE(graph.layers, 3u);
        QCOMPARE(nodes[lanes[0]].layer, 0u);
        QCOMPARE(nodes[lanes[2]].layer, 2u);
        QCOMPARE(nodes[lanes[3]].layer, 0u);
        QVERIFY(nodes[lanes[0]].place != nodes[lanes[3]].place);
    }

    void whoWaitsInACircleIsMarkedAndNobodyElse() {
        Trace trace;
        const auto lanes = fill(trace, {1, 2, 0, 1, -1, 4});
        const WaitGraph graph = WaitGraph::at(trace, 10, 10);
        for (const WaitGraph::Node& node : graph.nodes)
            QCOMPARE(node.in_cycle,
                     node.lane == lanes[0] || node.lane == lanes[1] || node.lane == lanes[2]);
    }

    void whoGathersWaitsForThoseItMade() {
        Trace trace;
        const StrandId strand = trace.begin_strand(0, StrandKind::Script, "a.py");
        const LaneId main = trace.begin_lane(0, strand, "main");
        trace.begin_lane(0, strand, "child", main);
        const LaneId done = trace.begin_lane(0, strand, "done", main);
        trace.record(1, main, LaneState(Activity::Waiting, WaitKind::Task).for_tasks(2));
        trace.end_lane(5, done, Outcome::Finished);
        QCOMPARE(WaitGraph::at(trace, 3, 10).edges.size(), std::size_t(2));
        const WaitGraph graph = WaitGraph::at(trace, 10, 10);
        QCOMPARE(graph.edges.size(), std::size_t(1));
        QVERIFY(graph.edges[0].is_one_of_several);
    }

    void inRandomGraphsEachPlaceIsTakenOnce() {
        std::mt19937 random(5);
        for (int round = 0; round < 200; ++round) {
            std::vector<int> waits(20);
            for (int i = 0; i < 20; ++i)
                do
                    waits[std::size_t(i)] = int(random() % 21) - 1;
                while (waits[std::size_t(i)] == i);
            Trace trace;
            fill(trace, waits);
            const WaitGraph graph = WaitGraph::at(trace, 10, 10);
            std::map<std::pair<unsigned, unsigned>, int> taken;
            for (const WaitGraph::Node& node : graph.nodes) {
                QVERIFY(node.layer < graph.layers);
                QCOMPARE(++taken[std::pair(node.layer, node.place)], 1);
            }
            for (const WaitGraph::Edge& edge : graph.edges)
                QVERIFY(graph.nodes[edge.waiter].layer < graph.nodes[edge.waited_for].layer ||
                        graph.nodes[edge.waiter].in_cycle);
        }
    }

    void thousandsAreLaidOutInAMoment() {
        std::vector<int> waits(50'000);
        for (int i = 0; i < 50'000; ++i)
            waits[std::size_t(i)] = i / 3 - 1;
        Trace trace;
        fill(trace, waits);
        QElapsedTimer timer;
        timer.start();
        const WaitGraph graph = WaitGraph::at(trace, 10, 10);
        qInfo() << timer.elapsed() << "ms";
        QCOMPARE(graph.nodes.size(), std::size_t(5000));
        QCOMPARE(graph.left_out, std::size_t(45'000));
        QVERIFY(timer.elapsed() < 1000);
    }
};

QTEST_GUILESS_MAIN(tst_WaitGraph)
#include "tst_wait_graph.moc"
