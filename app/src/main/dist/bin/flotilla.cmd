@echo off
rem Starts Flotilla. "flotilla" and "flotilla WORKSPACE" open the window, everything else is a command.
rem A Java 25 is looked for in FLOTILLA_JAVA_HOME, JAVA_HOME, the usual folders and the PATH.
setlocal
set "DIST=%~dp0.."
set "FOUND="
for %%H in ("%DIST%\runtime" "%FLOTILLA_JAVA_HOME%" "%JAVA_HOME%" "%JDK_HOME%") do call :try "%%~H"
for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\*25*" "%ProgramFiles%\Java\*25*" "%ProgramFiles%\Microsoft\*25*" "%ProgramFiles%\Zulu\*25*" "%ProgramFiles%\Amazon Corretto\*25*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*25*" "%USERPROFILE%\.jdks\*25*" "%USERPROFILE%\scoop\apps\*25*") do call :try "%%~H"
if not defined FOUND for /f "delims=" %%J in ('where java 2^>nul') do for %%H in ("%%~dpJ..") do call :try "%%~fH"
if not defined FOUND (
  echo flotilla: Java 25 is needed, and none was found on this machine. 1>&2
  echo Install one, for example Temurin 25 from https://adoptium.net ^(winget install EclipseAdoptium.Temurin.25.JDK^). 1>&2
  echo One in an unusual place is found through FLOTILLA_JAVA_HOME. 1>&2
  exit /b 2
)
set "JAR="
for %%J in ("%DIST%\lib\flotilla-app-*.jar") do set "JAR=%%~fJ"
set "WINDOW=yes"
if not "%~1"=="" if not "%~1"=="tour" (
  set "FIRST=%~1"
  call :command
)
if "%WINDOW%"=="yes" goto window
set "CACHE="
if exist "%DIST%\cache\commands.aot" set CACHE=-XX:AOTCache="%DIST%\cache\commands.aot" -Xlog:disable -Xlog:all=off
"%FOUND%\bin\java" %CACHE% %FLOTILLA_JAVA_OPTS% @commands.flags@ -Djava.awt.headless=true -cp "%JAR%" dev.flotilla.app.Launcher %*
exit /b %ERRORLEVEL%

:window
set "CACHE="
if exist "%DIST%\cache\window.aot" set CACHE=-XX:AOTCache="%DIST%\cache\window.aot" -Xlog:disable -Xlog:all=off
"%FOUND%\bin\java" %CACHE% %FLOTILLA_JAVA_OPTS% --module-path="%DIST%\javafx" --add-modules=javafx.controls @fx.flags@ @window.flags@ -cp "%JAR%" dev.flotilla.app.Launcher %*
exit /b %ERRORLEVEL%

:command
if "%FIRST:~0,1%"=="-" set "WINDOW=no"
for /f "usebackq delims=" %%C in ("%DIST%\lib\commands") do if "%%C"=="%FIRST%" set "WINDOW=no"
exit /b 0

:try
if defined FOUND exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>nul && set "FOUND=%~1"
exit /b 0
