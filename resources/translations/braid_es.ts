<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES">
<context>
    <name>braid::BlockLanes</name>
    <message numerus="yes">
        <source>Tasks of the block: %n</source>
        <translation>
            <numerusform>Tareas del bloque: %n</numerusform>
            <numerusform>Tareas del bloque: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in the timeline</source>
        <translation>
            <numerusform>%n más en la línea de tiempo</numerusform>
            <numerusform>%n más en la línea de tiempo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::BlockView</name>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Run block %1</source>
        <translation>Ejecutar el bloque %1</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>Desde aquí</translation>
    </message>
    <message>
        <source>Run from block %1 on</source>
        <translation>Ejecutar a partir del bloque %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop block %1</source>
        <translation>Detener el bloque %1</translation>
    </message>
    <message>
        <source>Code of block %1</source>
        <translation>Código del bloque %1</translation>
    </message>
    <message>
        <source>To be run together with other chosen blocks</source>
        <translation>Para ejecutarlo junto con otros bloques elegidos</translation>
    </message>
    <message>
        <source>Choose block %1</source>
        <translation>Elegir el bloque %1</translation>
    </message>
    <message>
        <source>Run this block and all below it that can run</source>
        <translation>Ejecutar este bloque y todos los de abajo que puedan ejecutarse</translation>
    </message>
    <message>
        <source>Output of block %1</source>
        <translation>Salida del bloque %1</translation>
    </message>
    <message>
        <source>should print:</source>
        <translation>debe imprimir:</translation>
    </message>
    <message>
        <source>Run in %1</source>
        <translation>Ejecutar en %1</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>waits for a line, in the console</source>
        <translation>espera una línea, en la consola</translation>
    </message>
    <message>
        <source>the block has changed since</source>
        <translation>el bloque ha cambiado desde entonces</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier line(s): see the console</source>
        <translation>
            <numerusform>%n línea anterior: véase la consola</numerusform>
            <numerusform>%n líneas anteriores: véase la consola</numerusform>
        </translation>
    </message>
    <message>
        <source>It draws on a screen: see the console</source>
        <translation>Dibuja en una pantalla: véase la consola</translation>
    </message>
</context>
<context>
    <name>braid::CauseCommands</name>
    <message>
        <source>W&amp;hy</source>
        <translation>Por &amp;qué</translation>
    </message>
    <message>
        <source>Go to what caused what the selected task does; again, to its cause</source>
        <translation>Ir a la causa de lo que hace la tarea seleccionada; otra vez, a la causa de esa</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Camino crítico</translation>
    </message>
    <message>
        <source>Show what decided how long it took: of the selected stretch of time, task or script, or of everything</source>
        <translation>Mostrar qué decidió cuánto duró: del intervalo, la tarea o el script seleccionados, o de todo</translation>
    </message>
</context>
<context>
    <name>braid::ColourCommands</name>
    <message>
        <source>Colou&amp;rs</source>
        <translation>Colo&amp;res</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>Take the desktop&apos;s colours</source>
        <translation>Usar los colores del escritorio</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Colores claros</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Colores oscuros</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;Alto contraste</translation>
    </message>
    <message>
        <source>White and strong on black</source>
        <translation>Blanco e intenso sobre negro</translation>
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
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ejecutar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>E&amp;ditar</translation>
    </message>
</context>
<context>
    <name>braid::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>Buscar una orden</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Órdenes</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Paleta de órdenes</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No such command</source>
        <translation>No hay tal orden</translation>
    </message>
</context>
<context>
    <name>braid::Console</name>
    <message>
        <source>Console</source>
        <translation>Consola</translation>
    </message>
    <message>
        <source>What the scripts print appears here</source>
        <translation>Aquí aparece lo que escriben los scripts</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Buscar…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Vaciar</translation>
    </message>
    <message>
        <source>Screen of %1</source>
        <translation>Pantalla de %1</translation>
    </message>
    <message>
        <source>Console: %1 waits for a line</source>
        <translation>Consola: %1 espera una línea</translation>
    </message>
    <message>
        <source>%1 waits for a line: %2</source>
        <translation>%1 espera una línea: %2</translation>
    </message>
    <message>
        <source>%1 waits for a line</source>
        <translation>%1 espera una línea</translation>
    </message>
    <message>
        <source>Save the console</source>
        <translation>Guardar la consola</translation>
    </message>
    <message>
        <source>Show its &amp;moment</source>
        <translation>Mostrar su &amp;momento</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleBar</name>
    <message>
        <source>All scripts</source>
        <translation>Todos los scripts</translation>
    </message>
    <message>
        <source>Whose lines the console shows</source>
        <translation>De quién son las líneas que muestra la consola</translation>
    </message>
    <message>
        <source>Find in the console (Ctrl+F)</source>
        <translation>Buscar en la consola (Ctrl+F)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Guardar…</translation>
    </message>
    <message>
        <source>Save what the console shows</source>
        <translation>Guardar lo que muestra la consola</translation>
    </message>
    <message>
        <source>Clear the console</source>
        <translation>Vaciar la consola</translation>
    </message>
    <message>
        <source>%1 waits for a line</source>
        <translation>%1 espera una línea</translation>
    </message>
    <message>
        <source>Show its lines, and answer</source>
        <translation>Mostrar sus líneas y responder</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleFeed</name>
    <message>
        <source>finished</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>detenido</translation>
    </message>
    <message>
        <source>failed with exit status %1</source>
        <translation>falló con el estado %1</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>acabado</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 tras %2</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleMargin</name>
    <message>
        <source>Show the moment when this was written, in all panes</source>
        <translation>Mostrar en todos los paneles el momento en que se escribió esto</translation>
    </message>
</context>
<context>
    <name>braid::ConsoleOutput</name>
    <message numerus="yes">
        <source>%n frame(s) of libraries</source>
        <translation>
            <numerusform>%n marco de bibliotecas</numerusform>
            <numerusform>%n marcos de bibliotecas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✂ %n line(s) left out: they came faster than anybody could read</source>
        <translation>
            <numerusform>✂ %n línea omitida: llegó más rápido de lo que nadie puede leer</numerusform>
            <numerusform>✂ %n líneas omitidas: llegaron más rápido de lo que nadie puede leer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::ConsoleText</name>
    <message>
        <source>&amp;Go to %1:%2</source>
        <translation>&amp;Ir a %1:%2</translation>
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
        <translation>Mostrar en todos los paneles un momento anterior</translation>
    </message>
    <message>
        <source>Show a moment after this one, in all panes</source>
        <translation>Mostrar en todos los paneles un momento posterior</translation>
    </message>
    <message>
        <source>Show a moment long before this one, in all panes</source>
        <translation>Mostrar en todos los paneles un momento muy anterior</translation>
    </message>
    <message>
        <source>Show a moment long after this one, in all panes</source>
        <translation>Mostrar en todos los paneles un momento muy posterior</translation>
    </message>
    <message>
        <source>&amp;Previous slice</source>
        <translation>Tramo a&amp;nterior</translation>
    </message>
    <message>
        <source>Go to what the selected task did before</source>
        <translation>Ir a lo que hizo antes la tarea elegida</translation>
    </message>
    <message>
        <source>&amp;Next slice</source>
        <translation>Tramo &amp;siguiente</translation>
    </message>
    <message>
        <source>Go to what the selected task did next</source>
        <translation>Ir a lo que hizo después la tarea elegida</translation>
    </message>
    <message>
        <source>Cursor &amp;earlier</source>
        <translation>Cursor &amp;antes</translation>
    </message>
    <message>
        <source>Cursor &amp;later</source>
        <translation>Cursor &amp;después</translation>
    </message>
    <message>
        <source>Cursor &amp;much earlier</source>
        <translation>Cursor &amp;mucho antes</translation>
    </message>
    <message>
        <source>Cursor m&amp;uch later</source>
        <translation>Cursor m&amp;ucho después</translation>
    </message>
</context>
<context>
    <name>braid::Desk</name>
    <message>
        <source>Run what &amp;was open</source>
        <translation>E&amp;jecutar lo que estaba abierto</translation>
    </message>
    <message>
        <source>Run the scripts that were open when Braid was left</source>
        <translation>Ejecutar los scripts que estaban abiertos al dejar Braid</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Braid did not end as it should. These were open: %1</source>
        <translation>Braid no terminó como debía. Estaban abiertos: %1</translation>
    </message>
    <message>
        <source>These were open when you left: %1</source>
        <translation>Al salir estaban abiertos: %1</translation>
    </message>
</context>
<context>
    <name>braid::Details</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&lt;p&gt;Select a task to read all about it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Seleccione una tarea para leer todo sobre ella.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>braid::DiffPane</name>
    <message>
        <source>Compare with another trace to read what changed.</source>
        <translation>Compare con otra traza para leer qué ha cambiado.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparación</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nueva</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>desaparecida</translation>
    </message>
    <message>
        <source>%1 shorter (%2 %)</source>
        <translation>%1 menos (%2 %)</translation>
    </message>
    <message>
        <source>%1 longer (+%2 %)</source>
        <translation>%1 más (+%2 %)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 took %2, this %3. %n task(s) took as long as before.</source>
        <translation>
            <numerusform>%1 duró %2, esto %3. %n tarea duró lo mismo que antes.</numerusform>
            <numerusform>%1 duró %2, esto %3. %n tareas duraron lo mismo que antes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::DropPlan</name>
    <message>
        <source>Look for scripts to run</source>
        <translation>Buscar scripts que ejecutar</translation>
    </message>
    <message numerus="yes">
        <source>Run %n script(s) or more</source>
        <translation>
            <numerusform>Ejecutar %n script o más</numerusform>
            <numerusform>Ejecutar %n scripts o más</numerusform>
        </translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Ejecutar %1</translation>
    </message>
    <message numerus="yes">
        <source>Run %n script(s)</source>
        <translation>
            <numerusform>Ejecutar %n script</numerusform>
            <numerusform>Ejecutar %n scripts</numerusform>
        </translation>
    </message>
    <message>
        <source>Run this text as a scratch script</source>
        <translation>Ejecutar este texto como script provisional</translation>
    </message>
    <message>
        <source>Nothing to run here</source>
        <translation>Aquí no hay nada que ejecutar</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>skip %1</source>
        <translation>omitir %1</translation>
    </message>
    <message>
        <source>%1 (not on this computer)</source>
        <translation>%1 (no está en este ordenador)</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>no existe</translation>
    </message>
    <message>
        <source>not a script</source>
        <translation>no es un script</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>no se puede leer</translation>
    </message>
    <message>
        <source>no scripts in it</source>
        <translation>sin scripts dentro</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n bloque</numerusform>
            <numerusform>%n bloques</numerusform>
        </translation>
    </message>
    <message>
        <source>Open %1 (%2)</source>
        <translation>Abrir %1 (%2)</translation>
    </message>
    <message>
        <source>open %1 (%2)</source>
        <translation>abrir %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Open %n note(s) (%1)</source>
        <translation>
            <numerusform>Abrir %n nota (%1)</numerusform>
            <numerusform>Abrir %n notas (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>open %n note(s) (%1)</source>
        <translation>
            <numerusform>abrir %n nota (%1)</numerusform>
            <numerusform>abrir %n notas (%1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Explanation</name>
    <message numerus="yes">
        <source>%1: %n slice(s) were dropped here, to stay within memory</source>
        <translation>
            <numerusform>%1: aquí se descartó %n tramo para no agotar la memoria</numerusform>
            <numerusform>%1: aquí se descartaron %n tramos para no agotar la memoria</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n slice(s) in %2, %3 % busy · double click to look closer</source>
        <translation>
            <numerusform>%1: %n tramo en %2, ocupada al %3 % · doble clic para acercarse</numerusform>
            <numerusform>%1: %n tramos en %2, ocupada al %3 % · doble clic para acercarse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 % busy for %3</source>
        <translation>%1: ocupada al %2 % durante %3</translation>
    </message>
</context>
<context>
    <name>braid::Figure</name>
    <message numerus="yes">
        <source>%Ln more task(s)</source>
        <translation>
            <numerusform>%Ln tarea más</numerusform>
            <numerusform>%Ln tareas más</numerusform>
        </translation>
    </message>
    <message>
        <source>critical path</source>
        <translation>camino crítico</translation>
    </message>
</context>
<context>
    <name>braid::FileCommands</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Abrir &amp;reciente</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Abrir…</translation>
    </message>
    <message>
        <source>&amp;Cancel opening</source>
        <translation>&amp;Cancelar la apertura</translation>
    </message>
    <message>
        <source>Look no further through a large folder, and run nothing of it</source>
        <translation>No seguir mirando una carpeta grande ni ejecutar nada de ella</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Ejecutar %1</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>&amp;Lecciones</translation>
    </message>
    <message>
        <source>&amp;Export trace…</source>
        <translation>&amp;Exportar la traza…</translation>
    </message>
    <message>
        <source>Save what happened, for ui.perfetto.dev</source>
        <translation>Guardar lo ocurrido, para ui.perfetto.dev</translation>
    </message>
    <message>
        <source>Ca&amp;ncel export</source>
        <translation>Ca&amp;ncelar la exportación</translation>
    </message>
    <message>
        <source>Save no trace after all</source>
        <translation>No guardar la traza, después de todo</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Stop all scripts and quit</source>
        <translation>Detener todos los scripts y salir</translation>
    </message>
    <message>
        <source>Open %1 once more</source>
        <translation>Abrir %1 otra vez</translation>
    </message>
    <message>
        <source>Open scripts, which run, and notes</source>
        <translation>Abrir scripts, que se ejecutan, y notas</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Guardar imagen…</translation>
    </message>
    <message>
        <source>Save the timeline as it is shown, with a legend, as SVG or PNG</source>
        <translation>Guardar la línea de tiempo tal como se ve, con leyenda, como SVG o PNG</translation>
    </message>
    <message>
        <source>Co&amp;mpare with…</source>
        <translation>Co&amp;mparar con…</translation>
    </message>
    <message>
        <source>Read what changed since another trace, task by task</source>
        <translation>Leer qué ha cambiado desde otra traza, tarea por tarea</translation>
    </message>
    <message>
        <source>Cancel comparison</source>
        <translation>Cancelar la comparación</translation>
    </message>
    <message>
        <source>Read no more of the other trace</source>
        <translation>No leer más de la otra traza</translation>
    </message>
</context>
<context>
    <name>braid::FindBar</name>
    <message>
        <source>Find in the console</source>
        <translation>Buscar en la consola</translation>
    </message>
    <message>
        <source>The place before (Shift+Enter)</source>
        <translation>El lugar anterior (Mayús+Intro)</translation>
    </message>
    <message>
        <source>The next place (Enter)</source>
        <translation>El lugar siguiente (Intro)</translation>
    </message>
    <message>
        <source>Close (Escape)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>más de %1</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>no se encontró</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n lugar</numerusform>
            <numerusform>%n lugares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::HistoryModel</name>
    <message>
        <source>At</source>
        <translation>En</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Durante</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
</context>
<context>
    <name>braid::Inspector</name>
    <message>
        <source>Point at a lane to read what it does</source>
        <translation>Señale una pista para leer qué hace</translation>
    </message>
    <message>
        <source>Braid inspector – %1</source>
        <translation>Inspector de Braid – %1</translation>
    </message>
    <message>
        <source>This application does not run on Braid&apos;s loop, so there is nothing to see.
Before the application object is made, main() has to say

QCoreApplication::setEventDispatcher(new braid::EventDispatcher);</source>
        <translation>Esta aplicación no se ejecuta en el bucle de Braid, así que no hay nada que ver.
Antes de crear el objeto de la aplicación, main() tiene que decir

QCoreApplication::setEventDispatcher(new braid::EventDispatcher);</translation>
    </message>
</context>
<context>
    <name>braid::KeysPanel</name>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Ctrl+Rueda</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Ampliar o reducir en el puntero</translation>
    </message>
    <message>
        <source>Shift+Wheel</source>
        <translation>Mayús+Rueda</translation>
    </message>
    <message>
        <source>Move through time</source>
        <translation>Moverse por el tiempo</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Arrastrar</translation>
    </message>
    <message>
        <source>Select a stretch of time</source>
        <translation>Elegir un intervalo de tiempo</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doble clic</translation>
    </message>
    <message>
        <source>Show one slice from edge to edge</source>
        <translation>Mostrar un tramo de borde a borde</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context>
<context>
    <name>braid::KindsPane</name>
    <message>
        <source>Kinds of tasks</source>
        <translation>Clases de tareas</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>La mitad en</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>El 99 % en</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>La más larga</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>La más antigua</translation>
    </message>
</context>
<context>
    <name>braid::LaunchPanel</name>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>Nueva tarea</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Start the task (Enter)</source>
        <translation>Iniciar la tarea (Intro)</translation>
    </message>
    <message>
        <source>Close this form (Esc)</source>
        <translation>Cerrar este formulario (Esc)</translation>
    </message>
    <message>
        <source>Close this form</source>
        <translation>Cerrar este formulario</translation>
    </message>
</context>
<context>
    <name>braid::Layouts</name>
    <message>
        <source>La&amp;yout</source>
        <translation>&amp;Disposición</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>&amp;Observar</translation>
    </message>
    <message>
        <source>The timeline above all, and what the scripts print</source>
        <translation>Sobre todo la línea de tiempo, y lo que escriben los scripts</translation>
    </message>
    <message>
        <source>&amp;Debug</source>
        <translation>&amp;Depurar</translation>
    </message>
    <message>
        <source>Source, console and details beside the timeline</source>
        <translation>Código, consola y detalles junto a la línea de tiempo</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>&amp;Enseñar</translation>
    </message>
    <message>
        <source>The timeline and the source, large, and little else</source>
        <translation>La línea de tiempo y el código, en grande, y poco más</translation>
    </message>
</context>
<context>
    <name>braid::LineNote</name>
    <message>
        <source>%1 in %2 times</source>
        <translation>%1 en %2 veces</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 aquí</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>held the loop: %1</source>
        <translation>retuvo el bucle: %1</translation>
    </message>
    <message>
        <source>running: %1</source>
        <translation>en marcha: %1</translation>
    </message>
    <message>
        <source>ready: %1</source>
        <translation>lista: %1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>en espera: %1</translation>
    </message>
</context>
<context>
    <name>braid::LoopStatus</name>
    <message>
        <source>Loop</source>
        <translation>Bucle</translation>
    </message>
    <message>
        <source>%1 finished, %2 cancelled, %3 failed</source>
        <translation>%1 terminadas, %2 canceladas, %3 fallidas</translation>
    </message>
    <message>
        <source>%1 running, %2 ready, %3 waiting, %4 blocked</source>
        <translation>%1 en marcha, %2 listas, %3 en espera, %4 bloqueando</translation>
    </message>
    <message numerus="yes">
        <source>At %1, %Ln task(s): %2; %3</source>
        <translation>
            <numerusform>En %1, %Ln tarea: %2; %3</numerusform>
            <numerusform>En %1, %Ln tareas: %2; %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s): %1; %2. The trace is %3 % full</source>
        <translation>
            <numerusform>%Ln tarea: %1; %2. La traza está llena al %3 %</numerusform>
            <numerusform>%Ln tareas: %1; %2. La traza está llena al %3 %</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n old slice(s) dropped</source>
        <translation>
            <numerusform>, %n tramo antiguo descartado</numerusform>
            <numerusform>, %n tramos antiguos descartados</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>en %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln tarea</numerusform>
            <numerusform>%Ln tareas</numerusform>
        </translation>
    </message>
    <message>
        <source>trace %1 %</source>
        <translation>traza %1 %</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 perdidos</translation>
    </message>
    <message>
        <source>half within %1, 99 % within %2, the longest %3</source>
        <translation>la mitad en %1, el 99 % en %2, como máximo %3</translation>
    </message>
    <message>
        <source>Turns of the loop: %1</source>
        <translation>Vueltas del bucle: %1</translation>
    </message>
    <message>
        <source>Timers were late: %1</source>
        <translation>Retraso de los temporizadores: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln missed frame(s)</source>
        <translation>
            <numerusform>%Ln fotograma perdido</numerusform>
            <numerusform>%Ln fotogramas perdidos</numerusform>
        </translation>
    </message>
    <message>
        <source>The process uses %1 % of a processor</source>
        <translation>El proceso usa el %1 % de un procesador</translation>
    </message>
    <message>
        <source>%1 p50 %2 p99 %3 max %4</source>
        <translation>%1 p50 %2 p99 %3 máx %4</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>vuelta</translation>
    </message>
    <message>
        <source>late</source>
        <translation>retraso</translation>
    </message>
    <message>
        <source>CPU %1 %</source>
        <translation>CPU %1 %</translation>
    </message>
    <message>
        <source>%1 p99 %2 max %3</source>
        <translation>%1 p99 %2 máx %3</translation>
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
        <translation>Consola</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Filter tasks</source>
        <translation>Filtrar tareas</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Bucle</translation>
    </message>
    <message>
        <source>Press %1 for keys</source>
        <translation>Pulse %1 para ver las teclas</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>No se pudo escribir %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Camino crítico</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Clases</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparación</translation>
    </message>
    <message>
        <source>Filter: name, state:…, &gt;1s</source>
        <translation>Filtro: nombre, state:…, &gt;1s</translation>
    </message>
    <message>
        <source>A part of a name, and any of: state:blocked, wait:lock, fn:fetch, &gt;100ms, &lt;2s; with - before it: not so</source>
        <translation>Parte de un nombre, y además: state:blocked, wait:lock, fn:fetch, &gt;100ms, &lt;2s; con - delante: lo contrario</translation>
    </message>
    <message>
        <source>Await graph</source>
        <translation>Grafo de esperas</translation>
    </message>
</context>
<context>
    <name>braid::Message</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>braid::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>braid::MessageLog</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Warning, %1: %2</source>
        <translation>Aviso, %1: %2</translation>
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
        <translation>La traza está en %1; ui.perfetto.dev la abre</translation>
    </message>
    <message>
        <source>The trace could not be saved: %1</source>
        <translation>No se pudo guardar la traza: %1</translation>
    </message>
    <message>
        <source>Braid %1: one loop on one thread runs this window, C++ coroutines and the scripts that you drop on it, and shows every task interleave.</source>
        <translation>Braid %1: un bucle en un hilo ejecuta esta ventana, corrutinas de C++ y los scripts que se sueltan en ella, y muestra cómo se entrelazan todas las tareas.</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>No se abrió: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>Ejecutando %1</translation>
    </message>
    <message numerus="yes">
        <source>Running %n script(s): %1</source>
        <translation>
            <numerusform>Ejecutando %n script: %1</numerusform>
            <numerusform>Ejecutando %n scripts: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 falló</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 falló: %2</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Se ha guardado %1</translation>
    </message>
</context>
<context>
    <name>braid::NoteCommands</name>
    <message>
        <source>No&amp;te</source>
        <translation>N&amp;ota</translation>
    </message>
    <message>
        <source>Run this &amp;block</source>
        <translation>Ejecutar este &amp;bloque</translation>
    </message>
    <message>
        <source>Run the current block of the note, after those that it needs</source>
        <translation>Ejecutar el bloque actual de la nota, después de los que necesita</translation>
    </message>
    <message>
        <source>Run &amp;from here on</source>
        <translation>Ejecutar &amp;desde aquí</translation>
    </message>
    <message>
        <source>Run the current block and all below it that can run</source>
        <translation>Ejecutar el bloque actual y todos los de abajo que puedan ejecutarse</translation>
    </message>
    <message>
        <source>Run &amp;chosen blocks</source>
        <translation>Ejecutar los bloques &amp;elegidos</translation>
    </message>
    <message>
        <source>Run the blocks that are ticked, together</source>
        <translation>Ejecutar juntos los bloques marcados</translation>
    </message>
    <message>
        <source>Run &amp;all that can</source>
        <translation>Ejecutar &amp;todos los que puedan</translation>
    </message>
    <message>
        <source>Run all blocks of the note that can run</source>
        <translation>Ejecutar todos los bloques de la nota que puedan ejecutarse</translation>
    </message>
    <message>
        <source>Stop this bl&amp;ock</source>
        <translation>Detener este bl&amp;oque</translation>
    </message>
    <message>
        <source>Stop the program that the current block is in, as Ctrl-C would</source>
        <translation>Detener el programa en el que está el bloque actual, como con Ctrl-C</translation>
    </message>
    <message>
        <source>&amp;Stop the note</source>
        <translation>Dete&amp;ner la nota</translation>
    </message>
    <message>
        <source>Stop all that runs of the note, as Ctrl-C would</source>
        <translation>Detener todo lo que se ejecuta de la nota, como con Ctrl-C</translation>
    </message>
    <message>
        <source>C&amp;hoose this block</source>
        <translation>Elegir es&amp;te bloque</translation>
    </message>
    <message>
        <source>Tick the current block, to run it with others, or no longer</source>
        <translation>Marcar el bloque actual, para ejecutarlo con otros, o desmarcarlo</translation>
    </message>
    <message>
        <source>&amp;Next block</source>
        <translation>Bloque &amp;siguiente</translation>
    </message>
    <message>
        <source>Go to the next block of the note</source>
        <translation>Ir al bloque siguiente de la nota</translation>
    </message>
    <message>
        <source>&amp;Previous block</source>
        <translation>Bloque &amp;anterior</translation>
    </message>
    <message>
        <source>Go to the block before</source>
        <translation>Ir al bloque anterior</translation>
    </message>
    <message>
        <source>C&amp;lose the note</source>
        <translation>&amp;Cerrar la nota</translation>
    </message>
    <message>
        <source>Close the note that is shown; what runs of it goes on</source>
        <translation>Cerrar la nota mostrada; lo que se ejecuta de ella sigue</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>N&amp;otas</translation>
    </message>
    <message>
        <source>Show the notes that are open</source>
        <translation>Mostrar las notas abiertas</translation>
    </message>
</context>
<context>
    <name>braid::NotePane</name>
    <message>
        <source>Open notes</source>
        <translation>Notas abiertas</translation>
    </message>
</context>
<context>
    <name>braid::NoteView</name>
    <message>
        <source>Note %1</source>
        <translation>Nota %1</translation>
    </message>
    <message>
        <source>The file has changed and was read again; its blocks are as before</source>
        <translation>El archivo ha cambiado y se ha vuelto a leer; sus bloques son como antes</translation>
    </message>
    <message numerus="yes">
        <source>The file has changed and was read again; new or changed: block(s) %1</source>
        <translation>
            <numerusform>El archivo ha cambiado y se ha vuelto a leer; nuevo o cambiado: bloque %1</numerusform>
            <numerusform>El archivo ha cambiado y se ha vuelto a leer; nuevos o cambiados: bloques %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — below is what was read before</source>
        <translation>%1 — abajo está lo que se leyó antes</translation>
    </message>
    <message>
        <source>This note could not be read</source>
        <translation>Esta nota no se pudo leer</translation>
    </message>
    <message>
        <source>There is no block %1, only %2</source>
        <translation>No hay bloque %1, solo %2</translation>
    </message>
</context>
<context>
    <name>braid::Notes</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 y %2</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>el bloque %1</translation>
    </message>
    <message>
        <source>blocks %1</source>
        <translation>los bloques %1</translation>
    </message>
    <message>
        <source>“%1” (line %2)</source>
        <translation>«%1» (línea %2)</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>a fragment: nothing above makes %1</source>
        <translation>un fragmento: nada de lo anterior crea %1</translation>
    </message>
    <message>
        <source>a fragment: something is left out in line %1 (%2)</source>
        <translation>un fragmento: falta algo en la línea %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>a fragment: it needs %1, which cannot run</source>
        <translation>
            <numerusform>un fragmento: necesita %1, que no puede ejecutarse</numerusform>
            <numerusform>un fragmento: necesita %1, que no pueden ejecutarse</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Bloque %1</translation>
    </message>
    <message>
        <source>whether it runs is told once the script that computes lets others in</source>
        <translation>si se ejecuta se sabrá cuando el script que calcula deje paso a otros</translation>
    </message>
    <message>
        <source>does not run: its language is not named</source>
        <translation>no se ejecuta: no se nombra su lenguaje</translation>
    </message>
    <message>
        <source>does not run: no language that runs here</source>
        <translation>no se ejecuta: no es un lenguaje que se ejecute aquí</translation>
    </message>
    <message>
        <source>does not run: line %1: %2</source>
        <translation>no se ejecuta: línea %1: %2</translation>
    </message>
    <message>
        <source>runs after %1</source>
        <translation>se ejecuta después de %1</translation>
    </message>
    <message>
        <source>runs by itself</source>
        <translation>se ejecuta por sí solo</translation>
    </message>
    <message>
        <source>“await” outside of a coroutine (line %1): it runs wrapped in %2</source>
        <translation>«await» fuera de una corrutina (línea %1): se ejecuta envuelto en %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>waits for the blocks before it</source>
        <translation>espera a los bloques anteriores</translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>en ejecución desde hace %1</translation>
    </message>
    <message>
        <source>finished after %1</source>
        <translation>terminado tras %1</translation>
    </message>
    <message>
        <source>failed after %1</source>
        <translation>fallido tras %1</translation>
    </message>
    <message>
        <source>failed after %1: %2</source>
        <translation>fallido tras %1: %2</translation>
    </message>
    <message>
        <source>left out, as what it needs has failed</source>
        <translation>omitido, porque ha fallado lo que necesita</translation>
    </message>
    <message>
        <source>not reached: its program ended before</source>
        <translation>no alcanzado: su programa terminó antes</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>detenido</translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>detenido tras %1</translation>
    </message>
    <message>
        <source>as written</source>
        <translation>como está escrito</translation>
    </message>
    <message>
        <source>expected %1, got %2</source>
        <translation>se esperaba %1, se obtuvo %2</translation>
    </message>
    <message>
        <source>differs in line %1: %2</source>
        <translation>difiere en la línea %1: %2</translation>
    </message>
    <message>
        <source>differs: %1</source>
        <translation>difiere: %1</translation>
    </message>
    <message>
        <source>no blocks of code</source>
        <translation>sin bloques de código</translation>
    </message>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n bloque</numerusform>
            <numerusform>%n bloques</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n block(s) can run</source>
        <translation>
            <numerusform>%n bloque puede ejecutarse</numerusform>
            <numerusform>%n bloques pueden ejecutarse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 cannot</source>
        <translation>%1, %2 no</translation>
    </message>
</context>
<context>
    <name>braid::Opener</name>
    <message numerus="yes">
        <source>Looking through %1… %n file(s)</source>
        <translation>
            <numerusform>Mirando en %1… %n archivo</numerusform>
            <numerusform>Mirando en %1… %n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>The text could not be saved as a scratch script: %1</source>
        <translation>No se pudo guardar el texto como script provisional: %1</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Reading %1: %2 %</source>
        <translation>Leyendo %1: %2 %</translation>
    </message>
    <message>
        <source>%1 is %2. What could be read is shown.</source>
        <translation>%1 está %2. Se muestra lo que se pudo leer.</translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz)</source>
        <translation>Registros (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Open scripts and notes</source>
        <translation>Abrir scripts y notas</translation>
    </message>
    <message>
        <source>Scripts and notes</source>
        <translation>Scripts y notas</translation>
    </message>
    <message>
        <source>Scripts</source>
        <translation>Scripts</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
</context>
<context>
    <name>braid::Options</name>
    <message>
        <source>there is no theme &apos;%1&apos;</source>
        <translation>no existe el tema «%1»</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no size, as 1200x800 is</source>
        <translation>«%1» no es un tamaño, como lo es 1200x800</translation>
    </message>
    <message>
        <source>there is no task &apos;%1&apos;. &apos;braid task&apos; lists them.</source>
        <translation>no existe la tarea «%1». «braid task» las enumera.</translation>
    </message>
    <message>
        <source>--svg makes a picture of one trace</source>
        <translation>--svg hace una imagen de una traza</translation>
    </message>
</context>
<context>
    <name>braid::Overview</name>
    <message>
        <source>Overview</source>
        <translation>Vista general</translation>
    </message>
    <message>
        <source>How busy the loop was from beginning to end</source>
        <translation>Lo ocupado que estuvo el bucle de principio a fin</translation>
    </message>
    <message>
        <source>The whole trace: drag to move, drag an edge to zoom</source>
        <translation>La traza entera: arrastrar mueve, arrastrar un borde amplía</translation>
    </message>
</context>
<context>
    <name>braid::PaneCommands</name>
    <message>
        <source>C&amp;lear what has ended</source>
        <translation>&amp;Quitar lo que ha acabado</translation>
    </message>
    <message>
        <source>Take scripts that have ended out of the list</source>
        <translation>Sacar de la lista los scripts que han acabado</translation>
    </message>
    <message>
        <source>Pre&amp;vious task</source>
        <translation>Tarea an&amp;terior</translation>
    </message>
    <message>
        <source>Select the task above</source>
        <translation>Elegir la tarea de arriba</translation>
    </message>
    <message>
        <source>Next &amp;task</source>
        <translation>Tarea si&amp;guiente</translation>
    </message>
    <message>
        <source>Select the task below</source>
        <translation>Elegir la tarea de abajo</translation>
    </message>
    <message>
        <source>Filter tas&amp;ks</source>
        <translation>&amp;Filtrar tareas</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>&amp;Panel siguiente</translation>
    </message>
    <message>
        <source>Move the focus to the next pane</source>
        <translation>Llevar el foco al panel siguiente</translation>
    </message>
    <message>
        <source>&amp;Console</source>
        <translation>&amp;Consola</translation>
    </message>
    <message>
        <source>Show what the scripts print</source>
        <translation>Mostrar lo que escriben los scripts</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Mensajes</translation>
    </message>
    <message>
        <source>Read again what the window has said</source>
        <translation>Volver a leer lo que ha dicho la ventana</translation>
    </message>
    <message>
        <source>Restore &amp;default layout</source>
        <translation>Disposición &amp;inicial</translation>
    </message>
    <message>
        <source>Put panes and columns back where they were at first</source>
        <translation>Devolver paneles y columnas a su sitio inicial</translation>
    </message>
    <message>
        <source>&amp;Find a command…</source>
        <translation>&amp;Buscar una orden…</translation>
    </message>
    <message>
        <source>Find a command by a few letters of its name</source>
        <translation>Buscar una orden por unas letras de su nombre</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Teclas</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Mostrar todas las teclas</translation>
    </message>
    <message>
        <source>&amp;About Braid</source>
        <translation>&amp;Acerca de Braid</translation>
    </message>
    <message>
        <source>What this is</source>
        <translation>Qué es esto</translation>
    </message>
    <message>
        <source>Show only tasks whose name holds a text; in the source, find a text</source>
        <translation>Mostrar solo las tareas cuyo nombre contiene un texto; en el código, buscar un texto</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>Aju&amp;stes</translation>
    </message>
    <message>
        <source>Set colours, the font size and how scripts are run</source>
        <translation>Ajustar los colores, el tamaño de letra y cómo se ejecutan los scripts</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Read all about the selected task: why it waits, for whom, how long</source>
        <translation>Leer todo sobre la tarea seleccionada: por qué espera, a quién, cuánto</translation>
    </message>
    <message>
        <source>Kinds of tasks</source>
        <translation>Clases de tareas</translation>
    </message>
    <message>
        <source>Count the tasks by kind: what they do, and how long they live</source>
        <translation>Contar las tareas por clase: qué hacen y cuánto viven</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparación</translation>
    </message>
    <message>
        <source>Read again what changed since the trace that was compared with</source>
        <translation>Volver a leer qué ha cambiado desde la traza comparada</translation>
    </message>
    <message>
        <source>Hide what has ended</source>
        <translation>Ocultar lo terminado</translation>
    </message>
    <message>
        <source>List only tasks that are there at the moment that is shown</source>
        <translation>Listar solo las tareas que existen en el momento mostrado</translation>
    </message>
    <message>
        <source>Await graph</source>
        <translation>Grafo de esperas</translation>
    </message>
    <message>
        <source>Show who waits for whom at this moment, and who in a circle</source>
        <translation>Mostrar quién espera a quién en este momento, y quién en círculo</translation>
    </message>
</context>
<context>
    <name>braid::PathPane</name>
    <message>
        <source>Critical path</source>
        <translation>Camino crítico</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Show the critical path to read what decided how long it took.</source>
        <translation>Muestre el camino crítico para leer qué decidió cuánto duró.</translation>
    </message>
    <message>
        <source>Nothing was at work here.</source>
        <translation>Aquí no trabajó nada.</translation>
    </message>
    <message>
        <source>What decided when %1 was where it was at %2. Nothing else can make it faster.</source>
        <translation>Lo que decidió cuándo llegó %1 adonde estaba en %2. Nada más puede hacerlo más rápido.</translation>
    </message>
    <message>
        <source>between two steps</source>
        <translation>entre dos pasos</translation>
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
        <translation>Guardar imagen</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png)</source>
        <translation>Imágenes (*.svg *.png)</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>No se pudo escribir %1</translation>
    </message>
</context>
<context>
    <name>braid::RangeSummary</name>
    <message>
        <source>%1 · more steps than can be counted at once</source>
        <translation>%1 · más pasos de los que se pueden contar de una vez</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n step(s) · %2 % busy</source>
        <translation>
            <numerusform>%1 · %n paso · ocupado al %2 %</numerusform>
            <numerusform>%1 · %n pasos · ocupado al %2 %</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Ruler</name>
    <message>
        <source>Time axis</source>
        <translation>Eje de tiempo</translation>
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
        <translation>&amp;Ejecutar de nuevo</translation>
    </message>
    <message>
        <source>Run the selected script again, or all that were started last</source>
        <translation>Ejecutar de nuevo el script elegido, o todos los que se iniciaron al final</translation>
    </message>
    <message>
        <source>Stop this scri&amp;pt</source>
        <translation>Detener este scri&amp;pt</translation>
    </message>
    <message>
        <source>Stop the script of the selected task, as Ctrl-C would</source>
        <translation>Detener el script de la tarea elegida, como con Ctrl-C</translation>
    </message>
    <message>
        <source>&amp;Stop all</source>
        <translation>Detener &amp;todo</translation>
    </message>
    <message>
        <source>Stop all scripts, as Ctrl-C would; once more insists</source>
        <translation>Detener todos los scripts, como con Ctrl-C; otra vez insiste</translation>
    </message>
    <message>
        <source>&amp;Cancel task</source>
        <translation>&amp;Cancelar la tarea</translation>
    </message>
    <message>
        <source>Cancel the selected task</source>
        <translation>Cancelar la tarea elegida</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>En &amp;vivo</translation>
    </message>
    <message>
        <source>Show the present and follow it, or stand still</source>
        <translation>Mostrar el presente y seguirlo, o quedarse quieto</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Enca&amp;jar</translation>
    </message>
    <message>
        <source>Show the selected stretch or task, or else everything</source>
        <translation>Mostrar el intervalo o la tarea elegidos o, si no, todo</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Ampliar</translation>
    </message>
    <message>
        <source>Show less time, larger</source>
        <translation>Mostrar menos tiempo, más grande</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>A&amp;lejar</translation>
    </message>
    <message>
        <source>Show more time, smaller</source>
        <translation>Mostrar más tiempo, más pequeño</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>A&amp;ntes</translation>
    </message>
    <message>
        <source>Move to an earlier time</source>
        <translation>Ir a un tiempo anterior</translation>
    </message>
    <message>
        <source>L&amp;ater</source>
        <translation>D&amp;espués</translation>
    </message>
    <message>
        <source>Move to a later time</source>
        <translation>Ir a un tiempo posterior</translation>
    </message>
    <message>
        <source>Select nothin&amp;g</source>
        <translation>Des&amp;hacer la elección</translation>
    </message>
    <message>
        <source>Let go of the selected task, the cursor and the stretch of time</source>
        <translation>Soltar la tarea elegida, el cursor y el intervalo de tiempo</translation>
    </message>
</context>
<context>
    <name>braid::SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Reduced &amp;motion</source>
        <translation>&amp;Movimiento reducido</translation>
    </message>
    <message>
        <source>The timeline moves on by pages, a few times a second, and nothing by itself</source>
        <translation>La línea de tiempo avanza por páginas, unas veces por segundo, y nada se mueve por sí solo</translation>
    </message>
    <message>
        <source>Run a &amp;script again when it is saved</source>
        <translation>Ejecutar un &amp;script de nuevo al guardarlo</translation>
    </message>
    <message>
        <source>A script that was run runs once more whenever its file is saved</source>
        <translation>Un script que se ejecutó vuelve a ejecutarse cada vez que se guarda su archivo</translation>
    </message>
    <message>
        <source>Run what was open when Braid &amp;starts</source>
        <translation>Al iniciar Braid, &amp;ejecutar lo que estaba abierto</translation>
    </message>
    <message>
        <source>Otherwise Braid offers it; after a crash it always does</source>
        <translation>Si no, Braid lo ofrece; tras un fallo, siempre</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Colores</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Font size</source>
        <translation>Tamaño de &amp;letra</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>A task that holds the loop for so long blocks it</source>
        <translation>Una tarea que retiene el bucle tanto tiempo lo bloquea</translation>
    </message>
    <message>
        <source>&amp;Blocked after</source>
        <translation>&amp;Bloqueado tras</translation>
    </message>
</context>
<context>
    <name>braid::SourceCommands</name>
    <message>
        <source>&amp;Save source</source>
        <translation>&amp;Guardar el código</translation>
    </message>
    <message>
        <source>Write the source that is shown to its file</source>
        <translation>Escribir en su archivo el código que se muestra</translation>
    </message>
    <message>
        <source>&amp;Rerun on save</source>
        <translation>Vo&amp;lver a ejecutar al guardar</translation>
    </message>
    <message>
        <source>Run a script once more whenever its source is saved</source>
        <translation>Ejecutar un script otra vez cuando se guarda su código</translation>
    </message>
    <message>
        <source>&amp;Find in source</source>
        <translation>&amp;Buscar en el código</translation>
    </message>
    <message>
        <source>Look for a text in the source that is shown</source>
        <translation>Buscar un texto en el código que se muestra</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Buscar el &amp;siguiente</translation>
    </message>
    <message>
        <source>Go to the next place of the text that was looked for</source>
        <translation>Ir al lugar siguiente del texto buscado</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>Buscar el a&amp;nterior</translation>
    </message>
    <message>
        <source>Go to the place before of the text that was looked for</source>
        <translation>Ir al lugar anterior del texto buscado</translation>
    </message>
    <message>
        <source>Go to &amp;line</source>
        <translation>&amp;Ir a la línea</translation>
    </message>
    <message>
        <source>Go to a line of the source by its number</source>
        <translation>Ir a una línea del código por su número</translation>
    </message>
    <message>
        <source>Toggle &amp;comment</source>
        <translation>Poner o quitar &amp;comentario</translation>
    </message>
    <message>
        <source>Make comments of the selected lines, or text of comments</source>
        <translation>Convertir las líneas elegidas en comentarios, o los comentarios en texto</translation>
    </message>
    <message>
        <source>Select the &amp;task at this line</source>
        <translation>Elegir la &amp;tarea de esta línea</translation>
    </message>
    <message>
        <source>Select a task that stands at the cursor&apos;s line, then the next of them</source>
        <translation>Elegir una tarea que esté en la línea del cursor, luego la siguiente</translation>
    </message>
    <message>
        <source>Close s&amp;ource</source>
        <translation>C&amp;errar el código</translation>
    </message>
    <message>
        <source>Close the source that is shown; what is not saved is kept</source>
        <translation>Cerrar el código que se muestra; lo que no está guardado se conserva</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Show the sources of what runs</source>
        <translation>Mostrar el código de lo que se ejecuta</translation>
    </message>
    <message>
        <source>Open the source of the selection</source>
        <translation>Abrir el código de lo elegido</translation>
    </message>
    <message>
        <source>Go to the line where the selected task is</source>
        <translation>Ir a la línea donde está la tarea elegida</translation>
    </message>
</context>
<context>
    <name>braid::SourceEditor</name>
    <message>
        <source>Source of %1</source>
        <translation>Código de %1</translation>
    </message>
    <message>
        <source>Select the task</source>
        <translation>Elegir la tarea</translation>
    </message>
</context>
<context>
    <name>braid::SourceFile</name>
    <message>
        <source>%1 is a folder</source>
        <translation>%1 es una carpeta</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>No se puede leer %1: %2</translation>
    </message>
    <message>
        <source>%1 is too large to be shown: %2</source>
        <translation>%1 es demasiado grande para mostrarse: %2</translation>
    </message>
    <message>
        <source>%1 holds no text</source>
        <translation>%1 no contiene texto</translation>
    </message>
    <message>
        <source>This is not valid %1; it is shown as Latin-1</source>
        <translation>Esto no es %1 válido; se muestra como Latin-1</translation>
    </message>
    <message>
        <source>The text cannot be written as %1. Declare &quot;coding: utf-8&quot; in its first line</source>
        <translation>El texto no se puede escribir como %1. Declare «coding: utf-8» en su primera línea</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>No se puede escribir %1: %2</translation>
    </message>
</context>
<context>
    <name>braid::SourcePane</name>
    <message>
        <source>The source of what runs appears here</source>
        <translation>Aquí aparece el código de lo que se ejecuta</translation>
    </message>
    <message>
        <source>Open sources</source>
        <translation>Códigos abiertos</translation>
    </message>
</context>
<context>
    <name>braid::SourceSearch</name>
    <message>
        <source>Find:</source>
        <translation>Buscar:</translation>
    </message>
    <message>
        <source>Go to line:</source>
        <translation>Ir a la línea:</translation>
    </message>
    <message>
        <source>Find in source</source>
        <translation>Buscar en el código</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>no se encontró</translation>
    </message>
</context>
<context>
    <name>braid::SourceTab</name>
    <message>
        <source>Reload</source>
        <translation>Recargar</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Conservar lo mío</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Edit anyway</source>
        <translation>Editar de todos modos</translation>
    </message>
    <message>
        <source>%1 is gone from the disk; what was not saved is here</source>
        <translation>%1 ya no está en el disco; lo que no se guardó está aquí</translation>
    </message>
    <message>
        <source>Not saved last time, and the file has changed since: to save writes it over</source>
        <translation>No se guardó la última vez y el archivo ha cambiado desde entonces: guardar lo sobrescribe</translation>
    </message>
    <message>
        <source>Not saved last time</source>
        <translation>No se guardó la última vez</translation>
    </message>
    <message>
        <source>This is a file of the system</source>
        <translation>Es un archivo del sistema</translation>
    </message>
    <message>
        <source>What is not saved could not be kept: %1</source>
        <translation>Lo que no está guardado no se pudo conservar: %1</translation>
    </message>
    <message>
        <source>Gone from the disk; to save writes it again</source>
        <translation>Ya no está en el disco; guardar lo vuelve a escribir</translation>
    </message>
    <message>
        <source>Changed on disk</source>
        <translation>Cambiado en el disco</translation>
    </message>
</context>
<context>
    <name>braid::TaskCommands</name>
    <message>
        <source>&amp;New task…</source>
        <translation>&amp;Nueva tarea…</translation>
    </message>
    <message>
        <source>Start a built-in task</source>
        <translation>Iniciar una tarea incorporada</translation>
    </message>
    <message>
        <source>Ne&amp;w task</source>
        <translation>Nue&amp;va tarea</translation>
    </message>
</context>
<context>
    <name>braid::TaskField</name>
    <message>
        <source>Choose a folder</source>
        <translation>Elegir una carpeta</translation>
    </message>
    <message>
        <source>One a line; Shift+Enter begins another</source>
        <translation>Uno por línea; Mayús+Intro empieza otra</translation>
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
        <translation>Cuenta atrás</translation>
    </message>
    <message>
        <source>Counts from a number down to 0.</source>
        <translation>Cuenta desde un número hasta 0.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>where to begin</source>
        <translation>dónde empezar</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Cada</translation>
    </message>
    <message>
        <source>seconds from number to number</source>
        <translation>segundos de un número a otro</translation>
    </message>
    <message>
        <source>Fetch URLs</source>
        <translation>Obtener URL</translation>
    </message>
    <message>
        <source>Fetches URLs over HTTP and HTTPS and tells status, size and times of each. Fails if any of them cannot be got.</source>
        <translation>Obtiene URL por HTTP y HTTPS y dice el estado, el tamaño y los tiempos de cada una. Falla si alguna no se puede obtener.</translation>
    </message>
    <message>
        <source>URLs</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>what to fetch</source>
        <translation>qué obtener</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>A la vez</translation>
    </message>
    <message>
        <source>so many at a time</source>
        <translation>cuántas a la vez</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Tiempo límite</translation>
    </message>
    <message>
        <source>seconds that each may take</source>
        <translation>segundos que puede tardar cada una</translation>
    </message>
    <message>
        <source>Hash a folder</source>
        <translation>Resumir una carpeta (SHA-256)</translation>
    </message>
    <message>
        <source>Prints the SHA-256 of every file in a folder and those below it, as sha256sum does, in the order of their names.</source>
        <translation>Escribe el SHA-256 de cada archivo de una carpeta y de las que contiene, como sha256sum, por orden de nombre.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>the files of which folder</source>
        <translation>los archivos de qué carpeta</translation>
    </message>
    <message>
        <source>Count primes</source>
        <translation>Contar primos</translation>
    </message>
    <message>
        <source>Counts the primes up to a number, on all cores.</source>
        <translation>Cuenta los primos hasta un número, en todos los núcleos.</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>the last number that is looked at</source>
        <translation>el último número que se mira</translation>
    </message>
    <message>
        <source>Run a command</source>
        <translation>Ejecutar una orden</translation>
    </message>
    <message>
        <source>Runs a command of the shell. What is typed goes to it. Stop is Ctrl-C, for all that it has started; what does not end then is killed.</source>
        <translation>Ejecuta una orden del intérprete. Lo que se escribe le llega. Detener es Ctrl-C, para todo lo que haya iniciado; lo que no acabe entonces se mata.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Orden</translation>
    </message>
    <message>
        <source>as one types it in a terminal</source>
        <translation>como se escribe en una terminal</translation>
    </message>
    <message>
        <source>Serve a folder</source>
        <translation>Servir una carpeta</translation>
    </message>
    <message>
        <source>Shows a folder to browsers on this machine, over HTTP, until it is stopped. Nobody sees what is outside of it.</source>
        <translation>Muestra una carpeta a los navegadores de esta máquina, por HTTP, hasta que se detenga. Nadie ve lo que hay fuera de ella.</translation>
    </message>
    <message>
        <source>which one</source>
        <translation>cuál</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>where browsers find it; 0: one that is free</source>
        <translation>dónde la encuentran los navegadores; 0: uno libre</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Vigilar una carpeta</translation>
    </message>
    <message>
        <source>Tells what is created, written, renamed and deleted in a folder and those below it, until it is stopped.</source>
        <translation>Dice qué se crea, escribe, renombra y borra en una carpeta y en las que contiene, hasta que se detenga.</translation>
    </message>
</context>
<context>
    <name>braid::TaskReport</name>
    <message>
        <source>a task that has gone</source>
        <translation>una tarea que ya no está</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message>
        <source>not yet there</source>
        <translation>aún no existe</translation>
    </message>
    <message>
        <source>lost: dropped to stay within memory</source>
        <translation>perdido: descartado para no exceder la memoria</translation>
    </message>
    <message>
        <source>created</source>
        <translation>creada</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 durante %2</translation>
    </message>
    <message>
        <source>it still does</source>
        <translation>aún sigue</translation>
    </message>
    <message>
        <source>until its time was over</source>
        <translation>hasta que pasó su tiempo</translation>
    </message>
    <message>
        <source>until it came, from outside</source>
        <translation>hasta que llegó, de fuera</translation>
    </message>
    <message>
        <source>until %1 woke it</source>
        <translation>hasta que %1 la despertó</translation>
    </message>
    <message>
        <source>until %1 ended</source>
        <translation>hasta que terminó %1</translation>
    </message>
    <message>
        <source>%1 had the loop</source>
        <translation>%1 tenía el bucle</translation>
    </message>
    <message>
        <source>once it was no longer %1</source>
        <translation>cuando dejó de estar %1</translation>
    </message>
    <message>
        <source>because %1 created it</source>
        <translation>porque %1 la creó</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>seguir</translation>
    </message>
    <message>
        <source>in a circle: none of them goes on</source>
        <translation>en círculo: ninguna de ellas continúa</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Cancelada por</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>tras %1</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln vez</numerusform>
            <numerusform>%Ln veces</numerusform>
        </translation>
    </message>
    <message>
        <source>Longest step</source>
        <translation>Paso más largo</translation>
    </message>
    <message>
        <source>Woken to running</source>
        <translation>De despertar a ejecutarse</translation>
    </message>
    <message>
        <source>half within %1, 99 % within %2, at most %3</source>
        <translation>la mitad en %1, el 99 % en %2, como mucho %3</translation>
    </message>
    <message>
        <source>In</source>
        <translation>En</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Pila</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Espera a</translation>
    </message>
    <message>
        <source>Waited for by</source>
        <translation>La espera</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>por %1</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message numerus="yes">
        <source>%n slice(s) were dropped, to stay within memory</source>
        <translation>
            <numerusform>se descartó %n tramo para no exceder la memoria</numerusform>
            <numerusform>se descartaron %n tramos para no exceder la memoria</numerusform>
        </translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Comenzó</translation>
    </message>
    <message>
        <source>Had the loop</source>
        <translation>Tuvo el bucle</translation>
    </message>
    <message>
        <source>%1, %2 % of its time</source>
        <translation>%1, el %2 % de su tiempo</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
</context>
<context>
    <name>braid::TasksView</name>
    <message>
        <source>Tasks</source>
        <translation>Tareas</translation>
    </message>
</context>
<context>
    <name>braid::TerminalScreen</name>
    <message>
        <source>Screen of the program</source>
        <translation>Pantalla del programa</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
</context>
<context>
    <name>braid::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Línea de tiempo</translation>
    </message>
    <message>
        <source>What each task of the list does in time</source>
        <translation>Lo que hace cada tarea de la lista en el tiempo</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Qué hace</translation>
    </message>
</context>
<context>
    <name>braid::TraceComparison</name>
    <message>
        <source>Compare with a trace</source>
        <translation>Comparar con una traza</translation>
    </message>
    <message>
        <source>Traces (*.json *.json.gz)</source>
        <translation>Trazas (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Reading %1: %2 %</source>
        <translation>Leyendo %1: %2 %</translation>
    </message>
    <message>
        <source>%1 is %2. What could be read is compared.</source>
        <translation>%1 está %2. Se compara lo que se pudo leer.</translation>
    </message>
</context>
<context>
    <name>braid::TraceExport</name>
    <message>
        <source>Export trace</source>
        <translation>Exportar la traza</translation>
    </message>
    <message>
        <source>Chrome trace (*.json *.json.gz)</source>
        <translation>Traza de Chrome (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Exporting trace: %1 %</source>
        <translation>Exportando la traza: %1 %</translation>
    </message>
</context>
<context>
    <name>braid::TraceModel</name>
    <message>
        <source>%1: they have ended, and were dropped to stay within memory</source>
        <translation>%1: han acabado y se descartaron para no agotar la memoria</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>todavía no</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln tarea</numerusform>
            <numerusform>%Ln tareas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdido</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Waits on</source>
        <translation>Espera a</translation>
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
        <translation>Quién espera a quién</translation>
    </message>
    <message>
        <source>No task waits for another here.</source>
        <translation>Aquí ninguna tarea espera a otra.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) linked by waits</source>
        <translation>
            <numerusform>%Ln tarea enlazada por esperas</numerusform>
            <numerusform>%Ln tareas enlazadas por esperas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln más</numerusform>
            <numerusform>%Ln más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other task(s)</source>
        <translation>
            <numerusform>%Ln tarea más</numerusform>
            <numerusform>%Ln tareas más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) in a circle: none of them goes on</source>
        <translation>
            <numerusform>%Ln tarea en círculo: ninguna continúa</numerusform>
            <numerusform>%Ln tareas en círculo: ninguna continúa</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>braid::Welcome</name>
    <message>
        <source>Lessons</source>
        <translation>Lecciones</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Drop scripts or notes here: they run together on this window&apos;s own loop</source>
        <translation>Suelte scripts o notas aquí: se ejecutan juntos en el bucle de esta ventana</translation>
    </message>
</context>
<context>
    <name>braid::Words</name>
    <message>
        <source>running</source>
        <translation>en marcha</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>lista</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>bloquea</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>temporizador</translation>
    </message>
    <message>
        <source>input or output</source>
        <translation>entrada o salida</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>cerrojo</translation>
    </message>
    <message>
        <source>event</source>
        <translation>evento</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>cola</translation>
    </message>
    <message>
        <source>task</source>
        <translation>tarea</translation>
    </message>
    <message>
        <source>future</source>
        <translation>futuro</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>hilo</translation>
    </message>
    <message>
        <source>process</source>
        <translation>proceso</translation>
    </message>
    <message>
        <source>a typed line</source>
        <translation>una línea tecleada</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>pendiente</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminada</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallida</translation>
    </message>
    <message>
        <source>C++ tasks</source>
        <translation>Tareas de C++</translation>
    </message>
    <message>
        <source>Window (Qt)</source>
        <translation>Ventana (Qt)</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier task(s)</source>
        <translation>
            <numerusform>%Ln tarea anterior</numerusform>
            <numerusform>%Ln tareas anteriores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln missed frame(s)</source>
        <translation>
            <numerusform>%Ln fotograma perdido</numerusform>
            <numerusform>%Ln fotogramas perdidos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>woken by %1</source>
        <translation>despertada por %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln tarea</numerusform>
            <numerusform>%Ln tareas</numerusform>
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
        <translation>%1: %2 durante %3</translation>
    </message>
    <message>
        <source>%1: %2 after %3</source>
        <translation>%1: %2 tras %3</translation>
    </message>
</context>
</TS>
