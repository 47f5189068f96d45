<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>braid::BlockLanes</name>
    <message numerus="yes">
        <source>Tasks of the block: %n</source>
        <translation>
            <numerusform>Tasks des Blocks: %n</numerusform>
            <numerusform>Tasks des Blocks: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in the timeline</source>
        <translation>
            <numerusform>%n weitere in der Zeitleiste</numerusform>
            <numerusform>%n weitere in der Zeitleiste</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::BlockView</name>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run block %1</source>
        <translation>Block %1 ausführen</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>Ab hier</translation>
    </message>
    <message>
        <source>Run from block %1 on</source>
        <translation>Ab Block %1 ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop block %1</source>
        <translation>Block %1 anhalten</translation>
    </message>
    <message>
        <source>Code of block %1</source>
        <translation>Code von Block %1</translation>
    </message>
    <message>
        <source>To be run together with other chosen blocks</source>
        <translation>Zusammen mit anderen ausgewählten Blöcken auszuführen</translation>
    </message>
    <message>
        <source>Choose block %1</source>
        <translation>Block %1 auswählen</translation>
    </message>
    <message>
        <source>Run this block and all below it that can run</source>
        <translation>Diesen Block und alle darunter ausführen, die laufen können</translation>
    </message>
    <message>
        <source>Output of block %1</source>
        <translation>Ausgabe von Block %1</translation>
    </message>
    <message>
        <source>should print:</source>
        <translation>soll ausgeben:</translation>
    </message>
    <message>
        <source>Run in %1</source>
        <translation>In %1 ausführen</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Versuchen</translation>
    </message>
    <message>
        <source>waits for a line, in the console</source>
        <translation>wartet auf eine Zeile, in der Konsole</translation>
    </message>
    <message>
        <source>the block has changed since</source>
        <translation>der Block ist seitdem geändert worden</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier line(s): see the console</source>
        <translation>
            <numerusform>%n frühere Zeile: siehe Konsole</numerusform>
            <numerusform>%n frühere Zeilen: siehe Konsole</numerusform>
        </translation>
    </message>
    <message>
        <source>It draws on a screen: see the console</source>
        <translation>Es zeichnet auf einen Bildschirm: siehe Konsole</translation>
    </message>
</context>
<context>
    <name>braid::CauseCommands</name>
    <message>
        <source>W&amp;hy</source>
        <translation>&amp;Warum</translation>
    </message>
    <message>
        <source>Go to what caused what the selected task does; again, to its cause</source>
        <translation>Zur Ursache dessen gehen, was der gewählte Task tut; nochmals, zu deren Ursache</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Kritischer Pfad</translation>
    </message>
    <message>
        <source>Show what decided how long it took: of the selected stretch of time, task or script, or of everything</source>
        <translation>Zeigen, was entschied, wie lange es dauerte: für den gewählten Zeitraum, Task oder das Skript, oder für alles</translation>
    </message>
</context>
<context>
    <name>braid::ColourCommands</name>
    <message>
        <source>Colou&amp;rs</source>
        <translation>Far&amp;ben</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Take the desktop&apos;s colours</source>
        <translation>Die Farben der Arbeitsumgebung nehmen</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>White and strong on black</source>
        <translation>Weiß und kräftig auf Schwarz</translation>
    </message>
</context>
<context>
    <name>braid::Command</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2: %3</source>
        <translation>%1: %2: %3</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
</context>
<context>
    <name>braid::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl finden</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No such command</source>
        <translation>Kein solcher Befehl</translation>
    </message>
</context>
<context>
    <name>braid::Console</name>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>What the scripts print appears here</source>
        <translation>Hier erscheint, was die Skripte ausgeben</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>S&amp;peichern…</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <translation>Bildschirm von %1</translation>
    </message>
    <message>
        <source>Console: %1 waits for a line</source>
        <translation>Konsole: %1 wartet auf eine Zeile</translation>
    </message>
    <message>
        <source>%1 waits for a line: %2</source>
        <translation>%1 wartet auf eine Zeile: %2</translation>
    </message>
    <message>
        <source>%1 waits for a line</source>
        <translation>%1 wartet auf eine Zeile</translation>
    </message>
    <message>
        <source>Save the console</source>
        <translation>Die Konsole speichern</translation>
    </message>
    <message>
        <source>Show its &amp;moment</source>
        <translation>Ihren &amp;Augenblick zeigen</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleBar</name>
    <message>
        <source>All scripts</source>
        <translation>Alle Skripte</translation>
    </message>
    <message>
        <source>Whose lines the console shows</source>
        <translation>Wessen Zeilen die Konsole zeigt</translation>
    </message>
    <message>
        <source>Find in the console (Ctrl+F)</source>
        <translation>In der Konsole suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save what the console shows</source>
        <translation>Speichern, was die Konsole zeigt</translation>
    </message>
    <message>
        <source>Clear the console</source>
        <translation>Die Konsole leeren</translation>
    </message>
    <message>
        <source>%1 waits for a line</source>
        <translation>%1 wartet auf eine Zeile</translation>
    </message>
    <message>
        <source>Show its lines, and answer</source>
        <translation>Seine Zeilen zeigen und antworten</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleFeed</name>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed with exit status %1</source>
        <translation>gescheitert mit Status %1</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>zu Ende</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleMargin</name>
    <message>
        <source>Show the moment when this was written, in all panes</source>
        <translation>In allen Bereichen den Augenblick zeigen, als dies geschrieben wurde</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleOutput</name>
    <message numerus="yes">
        <source>%n frame(s) of libraries</source>
        <translation>
            <numerusform>%n Ebene in Bibliotheken</numerusform>
            <numerusform>%n Ebenen in Bibliotheken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✂ %n line(s) left out: they came faster than anybody could read</source>
        <translation>
            <numerusform>✂ %n Zeile ausgelassen: sie kam schneller, als jemand lesen kann</numerusform>
            <numerusform>✂ %n Zeilen ausgelassen: sie kamen schneller, als jemand lesen kann</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::ConsoleText</name>
    <message>
        <source>&amp;Go to %1:%2</source>
        <translation>&amp;Gehe zu %1:%2</translation>
    </message>
</context>
<context>
    <name>braid::CursorCommands</name>
    <message>
        <source>C&amp;ursor</source>
        <translation>C&amp;ursor</translation>
    </message>
    <message>
        <source>Show a moment before this one, in all panes</source>
        <translation>In allen Bereichen einen Augenblick davor zeigen</translation>
    </message>
    <message>
        <source>Show a moment after this one, in all panes</source>
        <translation>In allen Bereichen einen Augenblick danach zeigen</translation>
    </message>
    <message>
        <source>Show a moment long before this one, in all panes</source>
        <translation>In allen Bereichen einen Augenblick lange davor zeigen</translation>
    </message>
    <message>
        <source>Show a moment long after this one, in all panes</source>
        <translation>In allen Bereichen einen Augenblick lange danach zeigen</translation>
    </message>
    <message>
        <source>&amp;Previous slice</source>
        <translation>&amp;Vorheriger Abschnitt</translation>
    </message>
    <message>
        <source>Go to what the selected task did before</source>
        <translation>Dorthin gehen, was der gewählte Task davor tat</translation>
    </message>
    <message>
        <source>&amp;Next slice</source>
        <translation>&amp;Nächster Abschnitt</translation>
    </message>
    <message>
        <source>Go to what the selected task did next</source>
        <translation>Dorthin gehen, was der gewählte Task danach tat</translation>
    </message>
    <message>
        <source>Cursor &amp;earlier</source>
        <translation>Cursor &amp;früher</translation>
    </message>
    <message>
        <source>Cursor &amp;later</source>
        <translation>Cursor &amp;später</translation>
    </message>
    <message>
        <source>Cursor &amp;much earlier</source>
        <translation>Cursor viel f&amp;rüher</translation>
    </message>
    <message>
        <source>Cursor m&amp;uch later</source>
        <translation>Cursor viel sp&amp;äter</translation>
    </message>
</context>
<context>
    <name>braid::Desk</name>
    <message>
        <source>Run what &amp;was open</source>
        <translation>Ausführen, &amp;was offen war</translation>
    </message>
    <message>
        <source>Run the scripts that were open when Braid was left</source>
        <translation>Die Skripte ausführen, die beim Verlassen von Braid offen waren</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Braid did not end as it should. These were open: %1</source>
        <translation>Braid ist nicht ordentlich beendet worden. Offen waren: %1</translation>
    </message>
    <message>
        <source>These were open when you left: %1</source>
        <translation>Beim Verlassen waren offen: %1</translation>
    </message>
</context>
<context>
    <name>braid::Details</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&lt;p&gt;Select a task to read all about it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Wählen Sie einen Task, um alles über ihn zu lesen.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>braid::DiffPane</name>
    <message>
        <source>Compare with another trace to read what changed.</source>
        <translation>Vergleichen Sie mit einer anderen Aufzeichnung, um zu lesen, was sich geändert hat.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>entfallen</translation>
    </message>
    <message>
        <source>%1 shorter (%2 %)</source>
        <translation>%1 kürzer (%2 %)</translation>
    </message>
    <message>
        <source>%1 longer (+%2 %)</source>
        <translation>%1 länger (+%2 %)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 took %2, this %3. %n task(s) took as long as before.</source>
        <translation>
            <numerusform>%1 dauerte %2, dies hier %3. %n Task dauerte so lange wie zuvor.</numerusform>
            <numerusform>%1 dauerte %2, dies hier %3. %n Tasks dauerten so lange wie zuvor.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::DropPlan</name>
    <message>
        <source>Look for scripts to run</source>
        <translation>Nach Skripten zum Ausführen suchen</translation>
    </message>
    <message numerus="yes">
        <source>Run %n script(s) or more</source>
        <translation>
            <numerusform>%n Skript oder mehr ausführen</numerusform>
            <numerusform>%n Skripte oder mehr ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message numerus="yes">
        <source>Run %n script(s)</source>
        <translation>
            <numerusform>%n Skript ausführen</numerusform>
            <numerusform>%n Skripte ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>Run this text as a scratch script</source>
        <translation>Diesen Text als Wegwerfskript ausführen</translation>
    </message>
    <message>
        <source>Nothing to run here</source>
        <translation>Hier ist nichts auszuführen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>skip %1</source>
        <translation>%1 auslassen</translation>
    </message>
    <message>
        <source>%1 (not on this computer)</source>
        <translation>%1 (nicht auf diesem Rechner)</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>not a script</source>
        <translation>kein Skript</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>no scripts in it</source>
        <translation>ohne Skripte darin</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n Block</numerusform>
            <numerusform>%n Blöcke</numerusform>
        </translation>
    </message>
    <message>
        <source>Open %1 (%2)</source>
        <translation>%1 öffnen (%2)</translation>
    </message>
    <message>
        <source>open %1 (%2)</source>
        <translation>%1 öffnen (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Open %n note(s) (%1)</source>
        <translation>
            <numerusform>%n Notiz öffnen (%1)</numerusform>
            <numerusform>%n Notizen öffnen (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>open %n note(s) (%1)</source>
        <translation>
            <numerusform>%n Notiz öffnen (%1)</numerusform>
            <numerusform>%n Notizen öffnen (%1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Explanation</name>
    <message numerus="yes">
        <source>%1: %n slice(s) were dropped here, to stay within memory</source>
        <translation>
            <numerusform>%1: %n Abschnitt wurde hier verworfen, um mit dem Speicher auszukommen</numerusform>
            <numerusform>%1: %n Abschnitte wurden hier verworfen, um mit dem Speicher auszukommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n slice(s) in %2, %3 % busy · double click to look closer</source>
        <translation>
            <numerusform>%1: %n Abschnitt in %2, zu %3 % beschäftigt · Doppelklick zeigt mehr</numerusform>
            <numerusform>%1: %n Abschnitte in %2, zu %3 % beschäftigt · Doppelklick zeigt mehr</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 % busy for %3</source>
        <translation>%1: zu %2 % beschäftigt, %3 lang</translation>
    </message>
</context>
<context>
    <name>braid::Figure</name>
    <message numerus="yes">
        <source>%Ln more task(s)</source>
        <translation>
            <numerusform>%Ln weiterer Task</numerusform>
            <numerusform>%Ln weitere Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>critical path</source>
        <translation>kritischer Pfad</translation>
    </message>
</context>
<context>
    <name>braid::FileCommands</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Zuletzt &amp;geöffnet</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>&amp;Cancel opening</source>
        <translation>Öffnen a&amp;bbrechen</translation>
    </message>
    <message>
        <source>Look no further through a large folder, and run nothing of it</source>
        <translation>Einen großen Ordner nicht weiter durchsehen und nichts daraus ausführen</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>&amp;Lektionen</translation>
    </message>
    <message>
        <source>&amp;Export trace…</source>
        <translation>Aufzeichnung e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Save what happened, for ui.perfetto.dev</source>
        <translation>Speichern, was geschah, für ui.perfetto.dev</translation>
    </message>
    <message>
        <source>Ca&amp;ncel export</source>
        <translation>Ex&amp;port abbrechen</translation>
    </message>
    <message>
        <source>Save no trace after all</source>
        <translation>Doch keine Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>Stop all scripts and quit</source>
        <translation>Alle Skripte anhalten und beenden</translation>
    </message>
    <message>
        <source>Open %1 once more</source>
        <translation>%1 noch einmal öffnen</translation>
    </message>
    <message>
        <source>Open scripts, which run, and notes</source>
        <translation>Skripte öffnen, die dann laufen, und Notizen</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>Bil&amp;d speichern …</translation>
    </message>
    <message>
        <source>Save the timeline as it is shown, with a legend, as SVG or PNG</source>
        <translation>Die Zeitleiste, wie sie zu sehen ist, mit Legende als SVG oder PNG speichern</translation>
    </message>
    <message>
        <source>Co&amp;mpare with…</source>
        <translation>&amp;Vergleichen mit …</translation>
    </message>
    <message>
        <source>Read what changed since another trace, task by task</source>
        <translation>Lesen, was sich seit einer anderen Aufzeichnung geändert hat, Task für Task</translation>
    </message>
    <message>
        <source>Cancel comparison</source>
        <translation>Vergleich abbrechen</translation>
    </message>
    <message>
        <source>Read no more of the other trace</source>
        <translation>Nichts weiter von der anderen Aufzeichnung lesen</translation>
    </message>
</context>
<context>
    <name>braid::FindBar</name>
    <message>
        <source>Find in the console</source>
        <translation>In der Konsole suchen</translation>
    </message>
    <message>
        <source>The place before (Shift+Enter)</source>
        <translation>Die Stelle davor (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>The next place (Enter)</source>
        <translation>Die nächste Stelle (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n Stelle</numerusform>
            <numerusform>%n Stellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::HistoryModel</name>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>braid::Inspector</name>
    <message>
        <source>Point at a lane to read what it does</source>
        <translation>Auf eine Spur zeigen, um zu lesen, was sie tut</translation>
    </message>
    <message>
        <source>Braid inspector – %1</source>
        <translation>Braid-Inspektor – %1</translation>
    </message>
    <message>
        <source>This application does not run on Braid&apos;s loop, so there is nothing to see.
Before the application object is made, main() has to say

QCoreApplication::setEventDispatcher(new braid::EventDispatcher);</source>
        <translation>Diese Anwendung läuft nicht auf Braids Schleife, also gibt es nichts zu sehen.
Bevor das Anwendungsobjekt entsteht, muss main() sagen:

QCoreApplication::setEventDispatcher(new braid::EventDispatcher);</translation>
    </message>
</context>
<context>
    <name>braid::KeysPanel</name>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Strg+Rad</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>Shift+Wheel</source>
        <translation>Umschalt+Rad</translation>
    </message>
    <message>
        <source>Move through time</source>
        <translation>Durch die Zeit bewegen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Select a stretch of time</source>
        <translation>Eine Zeitspanne wählen</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Show one slice from edge to edge</source>
        <translation>Einen Abschnitt von Rand zu Rand zeigen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>braid::KindsPane</name>
    <message>
        <source>Kinds of tasks</source>
        <translation>Arten von Tasks</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>Hälfte in</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % in</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längster</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältester</translation>
    </message>
</context>
<context>
    <name>braid::LaunchPanel</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>Neuer Task</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Start the task (Enter)</source>
        <translation>Den Task starten (Eingabe)</translation>
    </message>
    <message>
        <source>Close this form (Esc)</source>
        <translation>Dieses Formular schließen (Esc)</translation>
    </message>
    <message>
        <source>Close this form</source>
        <translation>Dieses Formular schließen</translation>
    </message>
</context>
<context>
    <name>braid::Layouts</name>
    <message>
        <source>La&amp;yout</source>
        <translation>An&amp;ordnung</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>&amp;Zusehen</translation>
    </message>
    <message>
        <source>The timeline above all, and what the scripts print</source>
        <translation>Vor allem die Zeitachse, und was die Skripte ausgeben</translation>
    </message>
    <message>
        <source>&amp;Debug</source>
        <translation>&amp;Fehler suchen</translation>
    </message>
    <message>
        <source>Source, console and details beside the timeline</source>
        <translation>Quelltext, Konsole und Einzelheiten neben der Zeitachse</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>&amp;Unterrichten</translation>
    </message>
    <message>
        <source>The timeline and the source, large, and little else</source>
        <translation>Zeitachse und Quelltext, groß, und wenig sonst</translation>
    </message>
</context>
<context>
    <name>braid::LineNote</name>
    <message>
        <source>%1 in %2 times</source>
        <translation>%1 in %2 Malen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 hier</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>held the loop: %1</source>
        <translation>hielt die Schleife: %1</translation>
    </message>
    <message>
        <source>running: %1</source>
        <translation>läuft: %1</translation>
    </message>
    <message>
        <source>ready: %1</source>
        <translation>bereit: %1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>wartet: %1</translation>
    </message>
</context>
<context>
    <name>braid::LoopStatus</name>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>%1 finished, %2 cancelled, %3 failed</source>
        <translation>%1 beendet, %2 abgebrochen, %3 gescheitert</translation>
    </message>
    <message>
        <source>%1 running, %2 ready, %3 waiting, %4 blocked</source>
        <translation>%1 laufend, %2 bereit, %3 wartend, %4 blockierend</translation>
    </message>
    <message numerus="yes">
        <source>At %1, %Ln task(s): %2; %3</source>
        <translation>
            <numerusform>Bei %1, %Ln Task: %2; %3</numerusform>
            <numerusform>Bei %1, %Ln Tasks: %2; %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s): %1; %2. The trace is %3 % full</source>
        <translation>
            <numerusform>%Ln Task: %1; %2. Die Aufzeichnung ist zu %3 % voll</numerusform>
            <numerusform>%Ln Tasks: %1; %2. Die Aufzeichnung ist zu %3 % voll</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n old slice(s) dropped</source>
        <translation>
            <numerusform>, %n alter Abschnitt verworfen</numerusform>
            <numerusform>, %n alte Abschnitte verworfen</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln Task</numerusform>
            <numerusform>%Ln Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>trace %1 %</source>
        <translation>Aufzeichnung %1 %</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message>
        <source>half within %1, 99 % within %2, the longest %3</source>
        <translation>die Hälfte in %1, 99 % in %2, längstens %3</translation>
    </message>
    <message>
        <source>Turns of the loop: %1</source>
        <translation>Runden der Schleife: %1</translation>
    </message>
    <message>
        <source>Timers were late: %1</source>
        <translation>Zeitgeber kamen zu spät: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln missed frame(s)</source>
        <translation>
            <numerusform>%Ln Bild verpasst</numerusform>
            <numerusform>%Ln Bilder verpasst</numerusform>
        </translation>
    </message>
    <message>
        <source>The process uses %1 % of a processor</source>
        <translation>Der Prozess nutzt %1 % eines Prozessors</translation>
    </message>
    <message>
        <source>%1 p50 %2 p99 %3 max %4</source>
        <translation>%1 p50 %2 p99 %3 max %4</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>Runde</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>CPU %1 %</source>
        <translation>CPU %1 %</translation>
    </message>
    <message>
        <source>%1 p99 %2 max %3</source>
        <translation>%1 p99 %2 max %3</translation>
    </message>
    <message>
        <source>%1 p99 %2</source>
        <translation>%1 p99 %2</translation>
    </message>
</context>
<context>
    <name>braid::MainWindow</name>
    <message>
        <source>Braid</source>
        <translation>Braid</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Filter tasks</source>
        <translation>Tasks filtern</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Press %1 for keys</source>
        <translation>%1 zeigt die Tasten</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Kritischer Pfad</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Filter: name, state:…, &gt;1s</source>
        <translation>Filter: Name, state:…, &gt;1s</translation>
    </message>
    <message>
        <source>A part of a name, and any of: state:blocked, wait:lock, fn:fetch, &gt;100ms, &lt;2s; with - before it: not so</source>
        <translation>Ein Teil eines Namens, und dazu: state:blocked, wait:lock, fn:fetch, &gt;100ms, &lt;2s; mit - davor: nicht so</translation>
    </message>
    <message>
        <source>Await graph</source>
        <translation>Wartegraph</translation>
    </message>
</context>
<context>
    <name>braid::Message</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>braid::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
</context>
<context>
    <name>braid::MessageLog</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Warning, %1: %2</source>
        <translation>Warnung, %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>braid::Messages</name>
    <message>
        <source>The trace is in %1; ui.perfetto.dev opens it</source>
        <translation>Die Aufzeichnung liegt in %1; ui.perfetto.dev öffnet sie</translation>
    </message>
    <message>
        <source>The trace could not be saved: %1</source>
        <translation>Die Aufzeichnung konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>Braid %1: one loop on one thread runs this window, C++ coroutines and the scripts that you drop on it, and shows every task interleave.</source>
        <translation>Braid %1: eine Schleife auf einem Thread führt dieses Fenster, C++-Koroutinen und die hierher gezogenen Skripte aus und zeigt, wie alle Tasks ineinandergreifen.</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>Nicht geöffnet: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>%1 läuft</translation>
    </message>
    <message numerus="yes">
        <source>Running %n script(s): %1</source>
        <translation>
            <numerusform>%n Skript läuft: %1</numerusform>
            <numerusform>%n Skripte laufen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist gescheitert</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist gescheitert: %2</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 ist gespeichert</translation>
    </message>
</context>
<context>
    <name>braid::NoteCommands</name>
    <message>
        <source>No&amp;te</source>
        <translation>Noti&amp;z</translation>
    </message>
    <message>
        <source>Run this &amp;block</source>
        <translation>Diesen &amp;Block ausführen</translation>
    </message>
    <message>
        <source>Run the current block of the note, after those that it needs</source>
        <translation>Den aktuellen Block der Notiz ausführen, nach denen, die er braucht</translation>
    </message>
    <message>
        <source>Run &amp;from here on</source>
        <translation>A&amp;b hier ausführen</translation>
    </message>
    <message>
        <source>Run the current block and all below it that can run</source>
        <translation>Den aktuellen Block und alle darunter ausführen, die laufen können</translation>
    </message>
    <message>
        <source>Run &amp;chosen blocks</source>
        <translation>Aus&amp;gewählte Blöcke ausführen</translation>
    </message>
    <message>
        <source>Run the blocks that are ticked, together</source>
        <translation>Die angekreuzten Blöcke zusammen ausführen</translation>
    </message>
    <message>
        <source>Run &amp;all that can</source>
        <translation>&amp;Alle ausführen, die laufen können</translation>
    </message>
    <message>
        <source>Run all blocks of the note that can run</source>
        <translation>Alle Blöcke der Notiz ausführen, die laufen können</translation>
    </message>
    <message>
        <source>Stop this bl&amp;ock</source>
        <translation>Diesen Bl&amp;ock anhalten</translation>
    </message>
    <message>
        <source>Stop the program that the current block is in, as Ctrl-C would</source>
        <translation>Das Programm anhalten, in dem der aktuelle Block läuft, wie mit Strg-C</translation>
    </message>
    <message>
        <source>&amp;Stop the note</source>
        <translation>Notiz an&amp;halten</translation>
    </message>
    <message>
        <source>Stop all that runs of the note, as Ctrl-C would</source>
        <translation>Alles anhalten, was von der Notiz läuft, wie mit Strg-C</translation>
    </message>
    <message>
        <source>C&amp;hoose this block</source>
        <translation>Diesen Block aus&amp;wählen</translation>
    </message>
    <message>
        <source>Tick the current block, to run it with others, or no longer</source>
        <translation>Den aktuellen Block ankreuzen, um ihn mit anderen auszuführen, oder nicht mehr</translation>
    </message>
    <message>
        <source>&amp;Next block</source>
        <translation>&amp;Nächster Block</translation>
    </message>
    <message>
        <source>Go to the next block of the note</source>
        <translation>Zum nächsten Block der Notiz gehen</translation>
    </message>
    <message>
        <source>&amp;Previous block</source>
        <translation>&amp;Voriger Block</translation>
    </message>
    <message>
        <source>Go to the block before</source>
        <translation>Zum Block davor gehen</translation>
    </message>
    <message>
        <source>C&amp;lose the note</source>
        <translation>Notiz sch&amp;ließen</translation>
    </message>
    <message>
        <source>Close the note that is shown; what runs of it goes on</source>
        <translation>Die gezeigte Notiz schließen; was von ihr läuft, läuft weiter</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>Noti&amp;zen</translation>
    </message>
    <message>
        <source>Show the notes that are open</source>
        <translation>Die offenen Notizen zeigen</translation>
    </message>
</context>
<context>
    <name>braid::NotePane</name>
    <message>
        <source>Open notes</source>
        <translation>Offene Notizen</translation>
    </message>
</context>
<context>
    <name>braid::NoteView</name>
    <message>
        <source>Note %1</source>
        <translation>Notiz %1</translation>
    </message>
    <message>
        <source>The file has changed and was read again; its blocks are as before</source>
        <translation>Die Datei hat sich geändert und wurde neu gelesen; ihre Blöcke sind wie zuvor</translation>
    </message>
    <message numerus="yes">
        <source>The file has changed and was read again; new or changed: block(s) %1</source>
        <translation>
            <numerusform>Die Datei hat sich geändert und wurde neu gelesen; neu oder geändert: Block %1</numerusform>
            <numerusform>Die Datei hat sich geändert und wurde neu gelesen; neu oder geändert: Blöcke %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — below is what was read before</source>
        <translation>%1 — unten steht, was vorher gelesen wurde</translation>
    </message>
    <message>
        <source>This note could not be read</source>
        <translation>Diese Notiz konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>There is no block %1, only %2</source>
        <translation>Es gibt keinen Block %1, nur %2</translation>
    </message>
</context>
<context>
    <name>braid::Notes</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>blocks %1</source>
        <translation>Blöcke %1</translation>
    </message>
    <message>
        <source>“%1” (line %2)</source>
        <translation>„%1“ (Zeile %2)</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>a fragment: nothing above makes %1</source>
        <translation>ein Bruchstück: nichts darüber erzeugt %1</translation>
    </message>
    <message>
        <source>a fragment: something is left out in line %1 (%2)</source>
        <translation>ein Bruchstück: in Zeile %1 ist etwas ausgelassen (%2)</translation>
    </message>
    <message numerus="yes">
        <source>a fragment: it needs %1, which cannot run</source>
        <translation>
            <numerusform>ein Bruchstück: es braucht %1, der nicht laufen kann</numerusform>
            <numerusform>ein Bruchstück: es braucht %1, die nicht laufen können</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>whether it runs is told once the script that computes lets others in</source>
        <translation>ob er läuft, zeigt sich, sobald das rechnende Skript andere heranlässt</translation>
    </message>
    <message>
        <source>does not run: its language is not named</source>
        <translation>läuft nicht: seine Sprache ist nicht genannt</translation>
    </message>
    <message>
        <source>does not run: no language that runs here</source>
        <translation>läuft nicht: keine Sprache, die hier läuft</translation>
    </message>
    <message>
        <source>does not run: line %1: %2</source>
        <translation>läuft nicht: Zeile %1: %2</translation>
    </message>
    <message>
        <source>runs after %1</source>
        <translation>läuft nach %1</translation>
    </message>
    <message>
        <source>runs by itself</source>
        <translation>läuft für sich</translation>
    </message>
    <message>
        <source>“await” outside of a coroutine (line %1): it runs wrapped in %2</source>
        <translation>„await“ außerhalb einer Koroutine (Zeile %1): er läuft in %2 eingefasst</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>waits for the blocks before it</source>
        <translation>wartet auf die Blöcke davor</translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>läuft seit %1</translation>
    </message>
    <message>
        <source>finished after %1</source>
        <translation>fertig nach %1</translation>
    </message>
    <message>
        <source>failed after %1</source>
        <translation>gescheitert nach %1</translation>
    </message>
    <message>
        <source>failed after %1: %2</source>
        <translation>gescheitert nach %1: %2</translation>
    </message>
    <message>
        <source>left out, as what it needs has failed</source>
        <translation>ausgelassen, da gescheitert ist, was er braucht</translation>
    </message>
    <message>
        <source>not reached: its program ended before</source>
        <translation>nicht erreicht: sein Programm endete vorher</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>angehalten nach %1</translation>
    </message>
    <message>
        <source>as written</source>
        <translation>wie geschrieben</translation>
    </message>
    <message>
        <source>expected %1, got %2</source>
        <translation>erwartet %1, bekommen %2</translation>
    </message>
    <message>
        <source>differs in line %1: %2</source>
        <translation>anders in Zeile %1: %2</translation>
    </message>
    <message>
        <source>differs: %1</source>
        <translation>anders: %1</translation>
    </message>
    <message>
        <source>no blocks of code</source>
        <translation>keine Code-Blöcke</translation>
    </message>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n Block</numerusform>
            <numerusform>%n Blöcke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n block(s) can run</source>
        <translation>
            <numerusform>%n Block kann laufen</numerusform>
            <numerusform>%n Blöcke können laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 cannot</source>
        <translation>%1, %2 nicht</translation>
    </message>
</context>
<context>
    <name>braid::Opener</name>
    <message numerus="yes">
        <source>Looking through %1… %n file(s)</source>
        <translation>
            <numerusform>%1 wird durchgesehen… %n Datei</numerusform>
            <numerusform>%1 wird durchgesehen… %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>The text could not be saved as a scratch script: %1</source>
        <translation>Der Text konnte nicht als Wegwerfskript gespeichert werden: %1</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading %1: %2 %</source>
        <translation>%1 wird gelesen: %2 %</translation>
    </message>
    <message>
        <source>%1 is %2. What could be read is shown.</source>
        <translation>%1 ist %2. Was lesbar war, wird gezeigt.</translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz)</source>
        <translation>Aufzeichnungen (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Open scripts and notes</source>
        <translation>Skripte und Notizen öffnen</translation>
    </message>
    <message>
        <source>Scripts and notes</source>
        <translation>Skripte und Notizen</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Skripte</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>braid::Options</name>
    <message>
        <source>there is no theme &apos;%1&apos;</source>
        <translation>es gibt kein Farbschema „%1“</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no size, as 1200x800 is</source>
        <translation>„%1“ ist keine Größe, wie 1200x800 eine ist</translation>
    </message>
    <message>
        <source>there is no task &apos;%1&apos;. &apos;braid task&apos; lists them.</source>
        <translation>es gibt keinen Task „%1“. „braid task“ zählt sie auf.</translation>
    </message>
    <message>
        <source>--svg makes a picture of one trace</source>
        <translation>--svg macht ein Bild von einer Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>braid::Overview</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>How busy the loop was from beginning to end</source>
        <translation>Wie beschäftigt die Schleife von Anfang bis Ende war</translation>
    </message>
    <message>
        <source>The whole trace: drag to move, drag an edge to zoom</source>
        <translation>Die ganze Aufzeichnung: ziehen verschiebt, am Rand ziehen vergrößert</translation>
    </message>
</context>
<context>
    <name>braid::PaneCommands</name>
    <message>
        <source>C&amp;lear what has ended</source>
        <translation>Beendetes &amp;wegräumen</translation>
    </message>
    <message>
        <source>Take scripts that have ended out of the list</source>
        <translation>Skripte, die zu Ende sind, aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Pre&amp;vious task</source>
        <translation>&amp;Voriger Task</translation>
    </message>
    <message>
        <source>Select the task above</source>
        <translation>Den Task darüber wählen</translation>
    </message>
    <message>
        <source>Next &amp;task</source>
        <translation>Nächster &amp;Task</translation>
    </message>
    <message>
        <source>Select the task below</source>
        <translation>Den Task darunter wählen</translation>
    </message>
    <message>
        <source>Filter tas&amp;ks</source>
        <translation>Tas&amp;ks filtern</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>Nä&amp;chster Bereich</translation>
    </message>
    <message>
        <source>Move the focus to the next pane</source>
        <translation>Den Fokus in den nächsten Bereich setzen</translation>
    </message>
    <message>
        <source>&amp;Console</source>
        <translation>Ko&amp;nsole</translation>
    </message>
    <message>
        <source>Show what the scripts print</source>
        <translation>Zeigen, was die Skripte ausgeben</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Meldungen</translation>
    </message>
    <message>
        <source>Read again what the window has said</source>
        <translation>Noch einmal lesen, was das Fenster gemeldet hat</translation>
    </message>
    <message>
        <source>Restore &amp;default layout</source>
        <translation>An&amp;fängliche Anordnung</translation>
    </message>
    <message>
        <source>Put panes and columns back where they were at first</source>
        <translation>Bereiche und Spalten an ihren ursprünglichen Platz setzen</translation>
    </message>
    <message>
        <source>&amp;Find a command…</source>
        <translation>Einen &amp;Befehl finden…</translation>
    </message>
    <message>
        <source>Find a command by a few letters of its name</source>
        <translation>Einen Befehl an ein paar Buchstaben seines Namens finden</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Alle Tasten zeigen</translation>
    </message>
    <message>
        <source>&amp;About Braid</source>
        <translation>&amp;Über Braid</translation>
    </message>
    <message>
        <source>What this is</source>
        <translation>Was das ist</translation>
    </message>
    <message>
        <source>Show only tasks whose name holds a text; in the source, find a text</source>
        <translation>Nur Tasks zeigen, deren Name einen Text enthält; im Quelltext einen Text suchen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>Ein&amp;stellungen</translation>
    </message>
    <message>
        <source>Set colours, the font size and how scripts are run</source>
        <translation>Farben, Schriftgröße und das Ausführen von Skripten einstellen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Read all about the selected task: why it waits, for whom, how long</source>
        <translation>Alles über den gewählten Task lesen: warum er wartet, auf wen, wie lange</translation>
    </message>
    <message>
        <source>Kinds of tasks</source>
        <translation>Arten von Tasks</translation>
    </message>
    <message>
        <source>Count the tasks by kind: what they do, and how long they live</source>
        <translation>Die Tasks nach Art zählen: was sie tun und wie lange sie leben</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Read again what changed since the trace that was compared with</source>
        <translation>Noch einmal lesen, was sich seit der verglichenen Aufzeichnung geändert hat</translation>
    </message>
    <message>
        <source>Hide what has ended</source>
        <translation>Beendetes ausblenden</translation>
    </message>
    <message>
        <source>List only tasks that are there at the moment that is shown</source>
        <translation>Nur Tasks auflisten, die es in dem gezeigten Moment gibt</translation>
    </message>
    <message>
        <source>Await graph</source>
        <translation>Wartegraph</translation>
    </message>
    <message>
        <source>Show who waits for whom at this moment, and who in a circle</source>
        <translation>Zeigen, wer in diesem Moment auf wen wartet, und wer im Kreis</translation>
    </message>
</context>
<context>
    <name>braid::PathPane</name>
    <message>
        <source>Critical path</source>
        <translation>Kritischer Pfad</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Show the critical path to read what decided how long it took.</source>
        <translation>Zeigen Sie den kritischen Pfad, um zu lesen, was entschied, wie lange es dauerte.</translation>
    </message>
    <message>
        <source>Nothing was at work here.</source>
        <translation>Hier hat nichts gearbeitet.</translation>
    </message>
    <message>
        <source>What decided when %1 was where it was at %2. Nothing else can make it faster.</source>
        <translation>Was entschied, wann %1 so weit war wie bei %2. Nichts anderes kann es schneller machen.</translation>
    </message>
    <message>
        <source>between two steps</source>
        <translation>zwischen zwei Schritten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>braid::PictureExport</name>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png)</source>
        <translation>Bilder (*.svg *.png)</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>braid::RangeSummary</name>
    <message>
        <source>%1 · more steps than can be counted at once</source>
        <translation>%1 · mehr Schritte, als auf einmal zu zählen sind</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n step(s) · %2 % busy</source>
        <translation>
            <numerusform>%1 · %n Schritt · zu %2 % beschäftigt</numerusform>
            <numerusform>%1 · %n Schritte · zu %2 % beschäftigt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Ruler</name>
    <message>
        <source>Time axis</source>
        <translation>Zeitachse</translation>
    </message>
</context>
<context>
    <name>braid::Scripts</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>braid::SessionCommands</name>
    <message>
        <source>&amp;Run again</source>
        <translation>&amp;Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Run the selected script again, or all that were started last</source>
        <translation>Das gewählte Skript noch einmal ausführen, oder alle zuletzt gestarteten</translation>
    </message>
    <message>
        <source>Stop this scri&amp;pt</source>
        <translation>Dieses Skri&amp;pt anhalten</translation>
    </message>
    <message>
        <source>Stop the script of the selected task, as Ctrl-C would</source>
        <translation>Das Skript des gewählten Tasks anhalten, wie mit Strg+C</translation>
    </message>
    <message>
        <source>&amp;Stop all</source>
        <translation>&amp;Alle anhalten</translation>
    </message>
    <message>
        <source>Stop all scripts, as Ctrl-C would; once more insists</source>
        <translation>Alle Skripte anhalten, wie mit Strg+C; noch einmal mit Nachdruck</translation>
    </message>
    <message>
        <source>&amp;Cancel task</source>
        <translation>Task a&amp;bbrechen</translation>
    </message>
    <message>
        <source>Cancel the selected task</source>
        <translation>Den gewählten Task abbrechen</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>Show the present and follow it, or stand still</source>
        <translation>Die Gegenwart zeigen und ihr folgen, oder stehen bleiben</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Ein&amp;passen</translation>
    </message>
    <message>
        <source>Show the selected stretch or task, or else everything</source>
        <translation>Die gewählte Spanne oder den gewählten Task zeigen, sonst alles</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Show less time, larger</source>
        <translation>Weniger Zeit zeigen, größer</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>V&amp;erkleinern</translation>
    </message>
    <message>
        <source>Show more time, smaller</source>
        <translation>Mehr Zeit zeigen, kleiner</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>F&amp;rüher</translation>
    </message>
    <message>
        <source>Move to an earlier time</source>
        <translation>Zu einer früheren Zeit gehen</translation>
    </message>
    <message>
        <source>L&amp;ater</source>
        <translation>Sp&amp;äter</translation>
    </message>
    <message>
        <source>Move to a later time</source>
        <translation>Zu einer späteren Zeit gehen</translation>
    </message>
    <message>
        <source>Select nothin&amp;g</source>
        <translation>N&amp;ichts wählen</translation>
    </message>
    <message>
        <source>Let go of the selected task, the cursor and the stretch of time</source>
        <translation>Den gewählten Task, den Cursor und die Zeitspanne loslassen</translation>
    </message>
</context>
<context>
    <name>braid::SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Reduced &amp;motion</source>
        <translation>Weniger &amp;Bewegung</translation>
    </message>
    <message>
        <source>The timeline moves on by pages, a few times a second, and nothing by itself</source>
        <translation>Die Zeitachse rückt seitenweise vor, wenige Male in der Sekunde, und nichts bewegt sich von selbst</translation>
    </message>
    <message>
        <source>Run a &amp;script again when it is saved</source>
        <translation>Ein &amp;Skript noch einmal ausführen, wenn es gespeichert wird</translation>
    </message>
    <message>
        <source>A script that was run runs once more whenever its file is saved</source>
        <translation>Ein Skript, das lief, läuft noch einmal, sooft seine Datei gespeichert wird</translation>
    </message>
    <message>
        <source>Run what was open when Braid &amp;starts</source>
        <translation>Beim Start von Braid ausführen, was &amp;offen war</translation>
    </message>
    <message>
        <source>Otherwise Braid offers it; after a crash it always does</source>
        <translation>Sonst bietet Braid es an; nach einem Absturz immer</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Font size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>A task that holds the loop for so long blocks it</source>
        <translation>Ein Task, der die Schleife so lange hält, blockiert sie</translation>
    </message>
    <message>
        <source>&amp;Blocked after</source>
        <translation>B&amp;lockiert nach</translation>
    </message>
</context>
<context>
    <name>braid::SourceCommands</name>
    <message>
        <source>&amp;Save source</source>
        <translation>Quelltext &amp;speichern</translation>
    </message>
    <message>
        <source>Write the source that is shown to its file</source>
        <translation>Den gezeigten Quelltext in seine Datei schreiben</translation>
    </message>
    <message>
        <source>&amp;Rerun on save</source>
        <translation>Beim Speichern noch einmal a&amp;usführen</translation>
    </message>
    <message>
        <source>Run a script once more whenever its source is saved</source>
        <translation>Ein Skript noch einmal ausführen, sooft sein Quelltext gespeichert wird</translation>
    </message>
    <message>
        <source>&amp;Find in source</source>
        <translation>&amp;Im Quelltext suchen</translation>
    </message>
    <message>
        <source>Look for a text in the source that is shown</source>
        <translation>Im gezeigten Quelltext einen Text suchen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Go to the next place of the text that was looked for</source>
        <translation>Zur nächsten Stelle des gesuchten Textes gehen</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>&amp;Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Go to the place before of the text that was looked for</source>
        <translation>Zur vorigen Stelle des gesuchten Textes gehen</translation>
    </message>
    <message>
        <source>Go to &amp;line</source>
        <translation>Gehe zu &amp;Zeile</translation>
    </message>
    <message>
        <source>Go to a line of the source by its number</source>
        <translation>An ihrer Nummer zu einer Zeile des Quelltextes gehen</translation>
    </message>
    <message>
        <source>Toggle &amp;comment</source>
        <translation>&amp;Kommentar ein oder aus</translation>
    </message>
    <message>
        <source>Make comments of the selected lines, or text of comments</source>
        <translation>Aus den gewählten Zeilen Kommentare machen, oder aus Kommentaren Text</translation>
    </message>
    <message>
        <source>Select the &amp;task at this line</source>
        <translation>&amp;Task an dieser Zeile wählen</translation>
    </message>
    <message>
        <source>Select a task that stands at the cursor&apos;s line, then the next of them</source>
        <translation>Einen Task wählen, der an der Zeile des Cursors steht, dann den nächsten</translation>
    </message>
    <message>
        <source>Close s&amp;ource</source>
        <translation>&amp;Quelltext schließen</translation>
    </message>
    <message>
        <source>Close the source that is shown; what is not saved is kept</source>
        <translation>Den gezeigten Quelltext schließen; was nicht gespeichert ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Show the sources of what runs</source>
        <translation>Die Quelltexte dessen zeigen, was läuft</translation>
    </message>
    <message>
        <source>Open the source of the selection</source>
        <translation>Quelltext der Auswahl öffnen</translation>
    </message>
    <message>
        <source>Go to the line where the selected task is</source>
        <translation>Zu der Zeile gehen, an der der gewählte Task steht</translation>
    </message>
</context>
<context>
    <name>braid::SourceEditor</name>
    <message>
        <source>Source of %1</source>
        <translation>Quelltext von %1</translation>
    </message>
    <message>
        <source>Select the task</source>
        <translation>Den Task wählen</translation>
    </message>
</context>
<context>
    <name>braid::SourceFile</name>
    <message>
        <source>%1 is a folder</source>
        <translation>%1 ist ein Ordner</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1 is too large to be shown: %2</source>
        <translation>%1 ist zu groß, um gezeigt zu werden: %2</translation>
    </message>
    <message>
        <source>%1 holds no text</source>
        <translation>%1 enthält keinen Text</translation>
    </message>
    <message>
        <source>This is not valid %1; it is shown as Latin-1</source>
        <translation>Das ist kein gültiges %1; gezeigt wird es als Latin-1</translation>
    </message>
    <message>
        <source>The text cannot be written as %1. Declare &quot;coding: utf-8&quot; in its first line</source>
        <translation>Der Text lässt sich nicht als %1 schreiben. „coding: utf-8“ gehört in seine erste Zeile</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>braid::SourcePane</name>
    <message>
        <source>The source of what runs appears here</source>
        <translation>Hier erscheint der Quelltext dessen, was läuft</translation>
    </message>
    <message>
        <source>Open sources</source>
        <translation>Offene Quelltexte</translation>
    </message>
</context>
<context>
    <name>braid::SourceSearch</name>
    <message>
        <source>Find:</source>
        <translation>Suchen:</translation>
    </message>
    <message>
        <source>Go to line:</source>
        <translation>Gehe zu Zeile:</translation>
    </message>
    <message>
        <source>Find in source</source>
        <translation>Im Quelltext suchen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
</context>
<context>
    <name>braid::SourceTab</name>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meines behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit anyway</source>
        <translation>Trotzdem bearbeiten</translation>
    </message>
    <message>
        <source>%1 is gone from the disk; what was not saved is here</source>
        <translation>%1 ist von der Platte verschwunden; was nicht gespeichert war, ist hier</translation>
    </message>
    <message>
        <source>Not saved last time, and the file has changed since: to save writes it over</source>
        <translation>Letztes Mal nicht gespeichert, und die Datei hat sich seither geändert: Speichern überschreibt sie</translation>
    </message>
    <message>
        <source>Not saved last time</source>
        <translation>Letztes Mal nicht gespeichert</translation>
    </message>
    <message>
        <source>This is a file of the system</source>
        <translation>Das ist eine Datei des Systems</translation>
    </message>
    <message>
        <source>What is not saved could not be kept: %1</source>
        <translation>Was nicht gespeichert ist, konnte nicht bewahrt werden: %1</translation>
    </message>
    <message>
        <source>Gone from the disk; to save writes it again</source>
        <translation>Von der Platte verschwunden; Speichern schreibt sie wieder</translation>
    </message>
    <message>
        <source>Changed on disk</source>
        <translation>Auf der Platte geändert</translation>
    </message>
</context>
<context>
    <name>braid::TaskCommands</name>
    <message>
        <source>&amp;New task…</source>
        <translation>Neue&amp;r Task…</translation>
    </message>
    <message>
        <source>Start a built-in task</source>
        <translation>Einen eingebauten Task starten</translation>
    </message>
    <message>
        <source>Ne&amp;w task</source>
        <translation>Ne&amp;uer Task</translation>
    </message>
</context>
<context>
    <name>braid::TaskField</name>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>One a line; Shift+Enter begins another</source>
        <translation>Einer je Zeile; Umschalt+Eingabe beginnt die nächste</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 (s)</source>
        <translation>%1 (s)</translation>
    </message>
</context>
<context>
    <name>braid::TaskKind</name>
    <message>
        <source>Count down</source>
        <translation>Herunterzählen</translation>
    </message>
    <message>
        <source>Counts from a number down to 0.</source>
        <translation>Zählt von einer Zahl bis 0 herunter.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>where to begin</source>
        <translation>wo es beginnt</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>seconds from number to number</source>
        <translation>Sekunden von Zahl zu Zahl</translation>
    </message>
    <message>
        <source>Fetch URLs</source>
        <translation>URLs abrufen</translation>
    </message>
    <message>
        <source>Fetches URLs over HTTP and HTTPS and tells status, size and times of each. Fails if any of them cannot be got.</source>
        <translation>Ruft URLs über HTTP und HTTPS ab und nennt von jeder Status, Größe und Zeiten. Schlägt fehl, wenn eine davon nicht zu bekommen ist.</translation>
    </message>
    <message>
        <source>URLs</source>
        <translation>URLs</translation>
    </message>
    <message>
        <source>what to fetch</source>
        <translation>was abgerufen wird</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Zugleich</translation>
    </message>
    <message>
        <source>so many at a time</source>
        <translation>so viele auf einmal</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>seconds that each may take</source>
        <translation>Sekunden, die jede dauern darf</translation>
    </message>
    <message>
        <source>Hash a folder</source>
        <translation>Einen Ordner prüfen (SHA-256)</translation>
    </message>
    <message>
        <source>Prints the SHA-256 of every file in a folder and those below it, as sha256sum does, in the order of their names.</source>
        <translation>Schreibt den SHA-256 jeder Datei in einem Ordner und denen darunter, wie sha256sum es tut, geordnet nach ihren Namen.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>the files of which folder</source>
        <translation>die Dateien welches Ordners</translation>
    </message>
    <message>
        <source>Count primes</source>
        <translation>Primzahlen zählen</translation>
    </message>
    <message>
        <source>Counts the primes up to a number, on all cores.</source>
        <translation>Zählt die Primzahlen bis zu einer Zahl, auf allen Kernen.</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>the last number that is looked at</source>
        <translation>die letzte Zahl, die betrachtet wird</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>Einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Runs a command of the shell. What is typed goes to it. Stop is Ctrl-C, for all that it has started; what does not end then is killed.</source>
        <translation>Führt einen Befehl der Shell aus. Was getippt wird, geht an ihn. Anhalten ist Strg+C, für alles, was er gestartet hat; was dann nicht endet, wird abgebrochen.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>as one types it in a terminal</source>
        <translation>wie man ihn in einem Terminal tippt</translation>
    </message>
    <message>
        <source>Serve a folder</source>
        <translation>Einen Ordner anbieten</translation>
    </message>
    <message>
        <source>Shows a folder to browsers on this machine, over HTTP, until it is stopped. Nobody sees what is outside of it.</source>
        <translation>Zeigt einen Ordner den Browsern auf diesem Rechner, über HTTP, bis es angehalten wird. Was außerhalb liegt, sieht niemand.</translation>
    </message>
    <message>
        <source>which one</source>
        <translation>welcher</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>where browsers find it; 0: one that is free</source>
        <translation>wo Browser ihn finden; 0: einer, der frei ist</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner beobachten</translation>
    </message>
    <message>
        <source>Tells what is created, written, renamed and deleted in a folder and those below it, until it is stopped.</source>
        <translation>Sagt, was in einem Ordner und denen darunter angelegt, geschrieben, umbenannt und gelöscht wird, bis es angehalten wird.</translation>
    </message>
</context>
<context>
    <name>braid::TaskReport</name>
    <message>
        <source>a task that has gone</source>
        <translation>ein Task, den es nicht mehr gibt</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>not yet there</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>lost: dropped to stay within memory</source>
        <translation>verloren: verworfen, um im Speicher zu bleiben</translation>
    </message>
    <message>
        <source>created</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>it still does</source>
        <translation>es dauert noch an</translation>
    </message>
    <message>
        <source>until its time was over</source>
        <translation>bis seine Zeit um war</translation>
    </message>
    <message>
        <source>until it came, from outside</source>
        <translation>bis es kam, von außen</translation>
    </message>
    <message>
        <source>until %1 woke it</source>
        <translation>bis %1 ihn weckte</translation>
    </message>
    <message>
        <source>until %1 ended</source>
        <translation>bis %1 endete</translation>
    </message>
    <message>
        <source>%1 had the loop</source>
        <translation>%1 hatte die Schleife</translation>
    </message>
    <message>
        <source>once it was no longer %1</source>
        <translation>sobald er nicht mehr %1 war</translation>
    </message>
    <message>
        <source>because %1 created it</source>
        <translation>weil %1 ihn erzeugte</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>folgen</translation>
    </message>
    <message>
        <source>in a circle: none of them goes on</source>
        <translation>im Kreis: keiner von ihnen geht weiter</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Abgebrochen von</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln Mal</numerusform>
            <numerusform>%Ln Mal</numerusform>
        </translation>
    </message>
    <message>
        <source>Longest step</source>
        <translation>Längster Schritt</translation>
    </message>
    <message>
        <source>Woken to running</source>
        <translation>Vom Wecken zum Laufen</translation>
    </message>
    <message>
        <source>half within %1, 99 % within %2, at most %3</source>
        <translation>die Hälfte in %1, 99 % in %2, höchstens %3</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>Waited for by</source>
        <translation>Auf ihn wartet</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message numerus="yes">
        <source>%n slice(s) were dropped, to stay within memory</source>
        <translation>
            <numerusform>%n Abschnitt wurde verworfen, um im Speicher zu bleiben</numerusform>
            <numerusform>%n Abschnitte wurden verworfen, um im Speicher zu bleiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Had the loop</source>
        <translation>Hatte die Schleife</translation>
    </message>
    <message>
        <source>%1, %2 % of its time</source>
        <translation>%1, %2 % seiner Zeit</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
</context>
<context>
    <name>braid::TasksView</name>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
</context>
<context>
    <name>braid::TerminalScreen</name>
    <message>
        <source>Screen of the program</source>
        <translation>Bildschirm des Programms</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
</context>
<context>
    <name>braid::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>What each task of the list does in time</source>
        <translation>Was jeder Task der Liste im Lauf der Zeit tut</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was er tut</translation>
    </message>
</context>
<context>
    <name>braid::TraceComparison</name>
    <message>
        <source>Compare with a trace</source>
        <translation>Mit einer Aufzeichnung vergleichen</translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz)</source>
        <translation>Aufzeichnungen (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Reading %1: %2 %</source>
        <translation>%1 wird gelesen: %2 %</translation>
    </message>
    <message>
        <source>%1 is %2. What could be read is compared.</source>
        <translation>%1 ist %2. Was lesbar war, wird verglichen.</translation>
    </message>
</context>
<context>
    <name>braid::TraceExport</name>
    <message>
        <source>Export trace</source>
        <translation>Aufzeichnung exportieren</translation>
    </message>
    <message>
        <source>Chrome trace (*.json *.json.gz)</source>
        <translation>Chrome-Aufzeichnung (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Exporting trace: %1 %</source>
        <translation>Aufzeichnung wird exportiert: %1 %</translation>
    </message>
</context>
<context>
    <name>braid::TraceModel</name>
    <message>
        <source>%1: they have ended, and were dropped to stay within memory</source>
        <translation>%1: sie sind zu Ende und wurden verworfen, um mit dem Speicher auszukommen</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln Task</numerusform>
            <numerusform>%Ln Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Waits on</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>%1 %, %2</source>
        <translation>%1 %, %2</translation>
    </message>
</context>
<context>
    <name>braid::WaitGraphView</name>
    <message>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
    <message>
        <source>No task waits for another here.</source>
        <translation>Hier wartet kein Task auf einen anderen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) linked by waits</source>
        <translation>
            <numerusform>%Ln Task ist durch Warten verbunden</numerusform>
            <numerusform>%Ln Tasks sind durch Warten verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weiterer</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other task(s)</source>
        <translation>
            <numerusform>%Ln weiterer Task</numerusform>
            <numerusform>%Ln weitere Tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) in a circle: none of them goes on</source>
        <translation>
            <numerusform>%Ln Task im Kreis: keiner davon geht weiter</numerusform>
            <numerusform>%Ln Tasks im Kreis: keiner davon geht weiter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Welcome</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Drop scripts or notes here: they run together on this window&apos;s own loop</source>
        <translation>Skripte oder Notizen hier ablegen: sie laufen zusammen auf der Schleife dieses Fensters</translation>
    </message>
</context>
<context>
    <name>braid::Words</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>Zeitgeber</translation>
    </message>
    <message>
        <source>input or output</source>
        <translation>Ein- oder Ausgabe</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>future</source>
        <translation>Future</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>a typed line</source>
        <translation>eine getippte Zeile</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>unerledigt</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>C++ tasks</source>
        <translation>C++-Tasks</translation>
    </message>
    <message>
        <source>Window (Qt)</source>
        <translation>Fenster (Qt)</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier task(s)</source>
        <translation>
            <numerusform>%Ln früherer Task</numerusform>
            <numerusform>%Ln frühere Tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln missed frame(s)</source>
        <translation>
            <numerusform>%Ln Bild verpasst</numerusform>
            <numerusform>%Ln Bilder verpasst</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>woken by %1</source>
        <translation>geweckt von %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln Task</numerusform>
            <numerusform>%Ln Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 ← %2</source>
        <translation>%1 ← %2</translation>
    </message>
    <message>
        <source>%1: %2 for %3</source>
        <translation>%1: %2, %3 lang</translation>
    </message>
    <message>
        <source>%1: %2 after %3</source>
        <translation>%1: %2 nach %3</translation>
    </message>
</context>
</TS>
